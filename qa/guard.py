"""Who may come in, how often and how much he may bring: token, rates, sizes, hosts, headers."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from index.errors import HoiDapError
from qa.shelf import MAX_FILE

# No document can make the browser call out, even if a word of it slipped past the escaping.
POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    # Not "no-referrer": a browser would send "Origin: null" with the login, as strangers do.
    b"referrer-policy": b"same-origin",
}
VISITOR, KEY = "hoidap_visitor", "hoidap_key"  # cookies
MAX_BODY = MAX_FILE + 2**20
LOGIN = "/dang-nhap"
_COSTLY = frozenset({"/v1/documents/lines"})  # only read, yet a process reads a whole file for it
_YEAR = 365 * 86400
RATE = 120
_SHARED = 20  # people behind one address: an office's router
_LOGINS = 10  # attempts a minute

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard goes by."""

    token: str = ""
    """Whoever comes in must have it; empty lets everybody in."""
    rate: int = RATE
    """Requests that cost work, a minute and a client; an address may have `_SHARED` clients."""
    local: bool = True
    """Whether the page is served to this machine only."""

    @classmethod
    def for_host(cls, host: str, environment: Mapping[str, str] = os.environ) -> Rules:
        """Read HOIDAP_TOKEN and HOIDAP_RATE for a page on an address.

        Raises:
            HoiDapError: the address can be reached from elsewhere and there is no token.
        """
        token = environment.get("HOIDAP_TOKEN", "").strip()
        local = is_loopback(host)
        if not local and not token:
            raise HoiDapError(
                f"Địa chỉ {host} mở cho máy khác vào mà chưa có mật khẩu. Hãy đặt biến "
                "HOIDAP_TOKEN, hoặc dùng --host 127.0.0.1."
            )
        if token and len(token) < 8:
            raise HoiDapError("HOIDAP_TOKEN quá ngắn. Hãy đặt ít nhất 8 ký tự.")
        given = environment.get("HOIDAP_RATE", "")
        if given and not re.fullmatch(r"[1-9]\d{0,5}", given):
            raise HoiDapError(f"HOIDAP_RATE phải là số lần mỗi phút, không phải {given[:20]!r}.")
        return cls(token, int(given or RATE), local)


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("::1")
    (True, False, True)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Rates:
    """Counts requests by client in a bucket that refills steadily over a minute."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most: int = 10_000) -> None:
        self._clock = clock
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, rate: int) -> float:
        """Take one request of a client's; give the seconds to wait when he has none left."""
        now = self._clock()
        left, then = self._left.pop(client, (float(rate), now))
        left = min(float(rate), left + (now - then) * rate / 60)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / rate


class Guard:
    """Stands before the application, as ASGI middleware does."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app = app
        self._rules = rules
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with its visitor known, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        cookies = _cookies(headers.get(b"cookie", ""))
        visitor = cookies.get(VISITOR, "")
        is_new = not re.fullmatch(r"[\w-]{32}", visitor)
        if is_new:
            visitor = secrets.token_urlsafe(24)
        scope.setdefault("state", {})["visitor"] = visitor
        refusal = self._refusal(scope, headers, cookies, "" if is_new else visitor)
        given = {**_HEADERS}
        if is_new:
            given[b"set-cookie"] = _cookie(VISITOR, visitor)
        send = _with_headers(send, given)
        if refusal is not None:
            await refusal(send)
        elif scope["method"] == "POST" and scope["path"] == LOGIN:
            await self._log_in(receive, send)
        else:
            await self._app(scope, _limited(receive), send)

    def _refusal(
        self, scope: Scope, headers: Mapping[bytes, str], cookies: Mapping[str, str], visitor: str
    ) -> Callable[[Send], Awaitable[None]] | None:
        host = headers.get(b"host", "")
        # Another site's name made to lead here (DNS rebinding) is no name of ours.
        if self._rules.local and not is_loopback(re.sub(r":\d+$", "", host.lower())):
            return _refuse(403, "Địa chỉ này không phải của trang hỏi đáp trên máy này.")
        origin = headers.get(b"origin", "")
        if origin and origin.partition("://")[2] != host:
            return _refuse(403, "Trang khác không được gọi trang hỏi đáp này.")
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return _refuse(413, f"Nội dung gửi lên quá {MAX_FILE // 2**20} MiB.")
        path, address = scope["path"], (scope.get("client") or ("?",))[0]
        if path == LOGIN:
            wait = self._rates.wait(f"login {address}", _LOGINS) if scope["method"] == "POST" else 0
            return _slow_down(wait) if wait else None
        if self._rules.token and not self._knows(headers, cookies):
            wants_page = scope["method"] == "GET" and "text/html" in headers.get(b"accept", "")
            return (
                _page(401) if wants_page else _refuse(401, "Cần mật khẩu (Authorization: Bearer).")
            )
        if scope["method"] in ("POST", "DELETE") or path in _COSTLY:
            rate = self._rules.rate
            wait = self._rates.wait(f"address {address}", rate * (_SHARED if visitor else 1))
            wait = wait or (self._rates.wait(f"visitor {visitor}", rate) if visitor else 0)
            if wait:
                return _slow_down(wait)
        return None

    def _knows(self, headers: Mapping[bytes, str], cookies: Mapping[str, str]) -> bool:
        # ASGI's headers are bytes: a token with Vietnamese letters comes as UTF-8.
        said = headers.get(b"authorization", "").encode("latin-1").decode("utf-8", "replace")
        scheme, _, given = said.partition(" ")
        bearer = given.strip() if scheme.lower() == "bearer" else ""
        key = cookies.get(KEY, "")
        return _same(bearer, self._rules.token) or _same(key, _key(self._rules.token))

    async def _log_in(self, receive: Receive, send: Send) -> None:
        from urllib.parse import parse_qs

        body = b""
        while len(body) <= 4096:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()
        if self._rules.token and _same(given, self._rules.token):
            cookie = _cookie(KEY, _key(self._rules.token))
            await _answer(send, 303, b"", {b"location": b"/", b"set-cookie": cookie})
        else:
            await _page(401, wrong=True)(send)


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that tells nothing; "ậ" may be typed as one character or as two."""
    one, other = (unicodedata.normalize("NFC", text).encode() for text in (given, wanted))
    return hmac.compare_digest(one, other)


def _key(token: str) -> str:
    """Derive what the browser keeps, so that the token itself is in no cookie."""
    return hmac.new(token.encode(), b"hoidap", hashlib.sha256).hexdigest()


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _cookie(name: str, value: str) -> bytes:
    return f"{name}={value}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict".encode()


def _with_headers(send: Send, given: Mapping[bytes, bytes]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", ())}
            added = [(n, v) for n, v in given.items() if n == b"set-cookie" or n not in there]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending


def _limited(receive: Receive) -> Receive:
    """Stop a body that is longer than it said."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= MAX_BODY else {"type": "http.disconnect"}

    return receiving


async def _answer(
    send: Send, status: int, body: bytes, headers: Mapping[bytes, bytes] | None = None
) -> None:
    listed = [*(headers or {}).items(), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": body})


def _refuse(status: int, said: str, **headers: bytes) -> Callable[[Send], Awaitable[None]]:
    import json

    body = json.dumps({"error": {"message": said, "type": "refused"}}, ensure_ascii=False).encode()
    listed = {b"content-type": b"application/json; charset=utf-8"}
    listed |= {name.replace("_", "-").encode(): value for name, value in headers.items()}
    return lambda send: _answer(send, status, body, listed)


def _slow_down(wait: float) -> Callable[[Send], Awaitable[None]]:
    seconds = int(wait) + 1
    said = f"Bạn hỏi quá nhanh. Hãy thử lại sau {seconds} giây."
    return _refuse(429, said, retry_after=str(seconds).encode())


_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hỏi Đáp</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:22rem;margin:18vh auto;padding:0 1rem}}
input,button{{font:inherit;width:100%;padding:.6rem;margin:.3rem 0;box-sizing:border-box}}
button{{background:#0f5c63;color:#fff;border:0;border-radius:6px}}</style>
<main><h1>Hỏi Đáp</h1><form method="post" action="{login}">
<label>Mật khẩu của trang<input name="token" type="password" autofocus required></label>
<p role="alert">{wrong}</p><button>Vào</button></form></main></html>"""


def _page(status: int, *, wrong: bool = False) -> Callable[[Send], Awaitable[None]]:
    said = "Mật khẩu không đúng." if wrong else ""
    body = _PAGE.format(login=LOGIN, wrong=said).encode()
    return lambda send: _answer(send, status, body, {b"content-type": b"text/html; charset=utf-8"})
