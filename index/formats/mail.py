"""Mails: who wrote to whom, when and about what, then the text; what is attached is a file too."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats import SUFFIXES, suffix_of, unlike
from index.formats.plain import decoded
from index.formats.web import decoded_html, html_blocks, parse_html
from index.limits import MAX_MEMBERS

_HEADERS = (("From", "Người gửi"), ("To", "Người nhận"), ("Cc", "Đồng gửi"), ("Date", "Ngày gửi"))


def read_eml(content: bytes, _name: str) -> Extract:
    """Read a mail's headers and all that it says, plain before HTML where it says it twice."""
    message = _parsed(content)
    lines = [f"{name}: {message[header]}" for header, name in _HEADERS if message[header]]
    unread: list[SeedError] = []
    said = _said(message, unread)
    if not lines and not said:
        raise (
            unread[0]
            if unread
            else SeedError("không phải thư điện tử. Hãy xuất lại thư thành .eml.")
        )
    left_out = [f"một phần của thư không đọc được: {error}" for error in unread]
    left_out += [
        f"tệp đính kèm «{name}» thuộc loại chưa đọc được. Hãy lưu nó thành .docx, .xlsx hoặc .pdf."
        for name, part in _named(message)
        if suffix_of(name) not in SUFFIXES and not part.get_content_subtype().endswith("-signature")
    ]
    blocks = [Block("\n".join(lines)), *said]
    return assemble(blocks, title=str(message["Subject"] or ""), left_out=left_out[:_MOST_SAID])


_MOST_SAID = 20  # problems of one mail


def _said(part: MIMEPart, unread: list[SeedError], *, is_root: bool = True) -> list[Block]:
    """Give what a part of a mail says; what cannot be read is added to `unread`."""
    kind = part.get_content_type()
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        parts = _parts(part)
        if kind == "multipart/alternative":
            # The same said in several ways; of some programs the plain one is empty.
            parts.sort(key=lambda one: one.get_content_type() != "text/plain")
            said = (_said(one, unread, is_root=False) for one in parts)
            return next(filter(None, said), [])
        shown = parts[:1] if kind == "multipart/related" else parts
        return [block for one in shown for block in _said(one, unread, is_root=False)]
    raw = part.get_payload(decode=True)
    is_named = part.get_filename() is not None and not is_root
    if part.get_content_maintype() != "text" or is_named or not isinstance(raw, bytes):
        return []
    if not raw.strip():
        return []
    try:
        if part.get_content_subtype() == "html":
            blocks = list(html_blocks(parse_html(decoded_html(raw))))
        else:
            blocks = [Block(_text(part, raw))]
    except SeedError as error:
        unread.append(error)
        return []
    return [block for block in blocks if re.search(r"\w", block.text)]


def _parts(part: MIMEPart) -> list[MIMEPart]:
    return [one for one in part.iter_parts() if isinstance(one, MIMEPart)]


def _text(part: MIMEPart, raw: bytes) -> str:
    charset = part.get_content_charset() or ""
    if charset and charset not in ("utf-8", "us-ascii", "iso-8859-1", "windows-1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass  # it says what it is not
    return decoded(raw, charset).text


def attachments(content: bytes) -> list[tuple[str, bytes]]:
    """Give what is attached to a mail, mails too: names without folders, and contents."""
    found: dict[str, bytes] = {}
    for name, part in _named(_parsed(content)):
        payload = _forwarded(part) if _is_mail(part) else part.get_payload(decode=True)
        if isinstance(payload, bytes) and len(found) < MAX_MEMBERS:
            found[unlike(name, found)] = payload
    return list(found.items())


def _named(part: MIMEPart) -> Iterator[tuple[str, MIMEPart]]:
    """Find the parts of a mail that are files: those with a name, and mails."""
    for one in _parts(part) if part.get_content_maintype() == "multipart" else ():
        if one.get_content_maintype() == "multipart":
            yield from _named(one)
            continue
        # A picture that the text shows is no attachment: a logo, a smiley.
        shown = part.get_content_subtype() == "related" and one["Content-ID"] is not None
        name = (one.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1]
        if _is_mail(one):
            subject = " ".join(str(_inner(one)["Subject"] or "").split())
            name = name or subject.replace("/", "-").replace("\\", "-")[:_LONGEST_NAME]
            name = f"{(name or 'thư').removesuffix('.eml')}.eml"
        if name and not (shown and one.get_content_maintype() == "image"):
            yield name, one


_LONGEST_NAME = 100  # characters of a mail's subject in its name


def _is_mail(part: MIMEPart) -> bool:
    return part.get_content_type() == "message/rfc822" and part.is_multipart()


def _forwarded(part: MIMEPart) -> bytes:
    # Headers as they came: folding them anew fails on those that were never right.
    policy = email.policy.default.clone(refold_source="none")
    return _inner(part).as_bytes(policy=policy)


def _inner(part: MIMEPart) -> MIMEPart:
    inner = part.get_payload(0)
    assert isinstance(inner, MIMEPart)
    return inner


def _parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message
