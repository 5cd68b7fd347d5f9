"""Mails: who wrote to whom, when and about what, then the text; what is attached is a file too."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, MIMEPart

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.plain import decoded
from index.formats.web import decoded_html, html_blocks, parse_html
from index.limits import MAX_MEMBERS

_HEADERS = (("From", "Người gửi"), ("To", "Người nhận"), ("Cc", "Đồng gửi"), ("Date", "Ngày gửi"))


def read_eml(content: bytes, _name: str) -> Extract:
    """Read a mail's headers and its text, plain before HTML."""
    message = _parsed(content)
    lines = [f"{name}: {message[header]}" for header, name in _HEADERS if message[header]]
    body = message.get_body(preferencelist=("plain", "html"))
    if not lines and body is None:
        raise SeedError("không phải thư điện tử. Hãy xuất lại thư thành .eml.")
    blocks = [Block("\n".join(lines))]
    if body is not None:
        written = body.get_payload(decode=True)
        raw = written if isinstance(written, bytes) else b""
        if raw and body.get_content_subtype() == "html":
            blocks += html_blocks(parse_html(decoded_html(raw)))
        elif raw:
            blocks.append(Block(_text(body, raw)))
    return assemble(blocks, title=str(message["Subject"] or ""))


def _text(part: MIMEPart, raw: bytes) -> str:
    charset = part.get_content_charset() or ""
    if charset and charset not in ("utf-8", "us-ascii", "iso-8859-1", "windows-1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass  # it says what it is not
    return decoded(raw, charset).text


def attachments(content: bytes) -> list[tuple[str, bytes]]:
    """Give what is attached to a mail: names without folders, and contents."""
    found: list[tuple[str, bytes]] = []
    for part in _parsed(content).iter_attachments():
        name = (part.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1]
        payload = part.get_payload(decode=True)
        if name and isinstance(payload, bytes) and len(found) < MAX_MEMBERS:
            found.append((name, payload))
    return found


def _parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message
