"""The only door to the internet. It is shut unless the policy names hosts.

A name is resolved once and the connection goes to that very address; every redirect is checked anew; no proxy, no
cookie, no compression but gzip; sizes, times and rates are bounded.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from events.sources.addresses import Policy, Refused, Target, is_loopback, is_public, target_of

if TYPE_CHECKING:
    import tenacity
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

Resolve = Callable[[str, int], tuple[str, ...]]
_CHUNK: Final = 16_384
_MOVED: Final = (301, 302, 303, 307, 308)
_LONGEST_PAUSE: Final = 30.0


class Unreachable(Exception):
    """The other side did not answer as it should; a later try may succeed."""

    def __init__(self, code: str, detail: str, after: float = 0.0) -> None:
        """`after`: seconds the other side asks us to stay away."""
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.after = after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: status 200 with the body, or 304 (not modified) without. `url` is the one finally asked."""

    status: int
    url: str
    body: bytes
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, in the system's order. Raises `Unreachable` (`EV-I025`)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable("EV-I025", f"{host} has no address: {error}") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Fetcher:
    """Asks servers under one policy, one request after the other, politely per host."""

    def __init__(
        self, policy: Policy, resolver: Resolve = resolve, sleep: Callable[[float], None] = time.sleep, tries: int = 3
    ) -> None:
        """`tries` counts attempts at what is `Unreachable`, with growing pauses between."""
        self._policy, self._resolve, self._sleep, self._tries = policy, resolver, sleep, tries
        self._last: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    def slower(self, host: str, seconds: float) -> None:
        """Lengthens the pause between requests to a host, to 30 s at most; a shorter wish changes nothing."""
        self._pauses[host] = min(max(seconds, self._policy.delay_seconds), _LONGEST_PAUSE)

    def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None, max_bytes: int | None = None
    ) -> Answer:
        """What stands at the URL. Raises `Refused` (`EV-I020`…`EV-I024`) or, after the last try, `Unreachable`
        (`EV-I025`…`EV-I027`)."""
        import tenacity  # noqa: PLC0415  (not for those who only read files)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Unreachable),
            stop=tenacity.stop_after_attempt(self._tries),
            wait=_pause_before,
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._follow, url, etag, last_modified, max_bytes or self._policy.max_bytes)

    def _follow(self, url: str, etag: str | None, last_modified: str | None, max_bytes: int) -> Answer:
        ends = time.monotonic() + self._policy.total_seconds
        headers = {"Accept-Encoding": "gzip", "User-Agent": self._policy.agent, "Connection": "close"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        for _ in range(self._policy.max_redirects + 1):
            target = target_of(url, self._policy)
            answer = self._ask(target, headers, ends, max_bytes)
            if isinstance(answer, Answer):
                return answer
            url = urljoin(url, answer)
        raise Refused("EV-I023", f"more than {self._policy.max_redirects} redirects")

    def _ask(self, target: Target, headers: Mapping[str, str], ends: float, max_bytes: int) -> Answer | str:
        """The answer, or where the server sends us. A watchdog cuts the line when the time is over, whatever drips."""
        from urllib3.exceptions import HTTPError  # noqa: PLC0415

        address = self._address(target)
        self._wait(target.host)
        line = self._line(target, address)
        watchdog = threading.Timer(max(ends - time.monotonic(), 0.01), _cut, (line,))
        watchdog.daemon = True
        watchdog.start()
        try:
            line.connect()
            line.sock.settimeout(self._policy.read_seconds)
            line.request(
                "GET",
                target.path,
                headers={**headers, "Host": _host_header(target)},
                preload_content=False,
                decode_content=False,
            )
            with line.getresponse() as response:
                return self._answer(target, response, ends, max_bytes)
        except (HTTPError, OSError, HTTPException) as error:
            raise Unreachable("EV-I026", f"{target.host}: {type(error).__name__}") from error
        finally:
            watchdog.cancel()
            self._last[target.host] = time.monotonic()
            line.close()

    def _address(self, target: Target) -> str:
        addresses = self._resolve(target.host, target.port)
        fits = is_loopback if target.local else is_public
        bad = [address for address in addresses if not fits(address)]
        if bad or not addresses:
            raise Refused("EV-I022", f"{target.host} points to {bad[0] if bad else 'nothing'}, which is never asked")
        return addresses[0]

    def _line(self, target: Target, address: str) -> HTTPConnection:
        """A connection to the address alone; the certificate must be the host's."""
        from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415

        seconds = self._policy.connect_seconds
        if target.scheme == "https":
            return HTTPSConnection(
                address, target.port, timeout=seconds, server_hostname=target.host, assert_hostname=target.host
            )
        return HTTPConnection(address, target.port, timeout=seconds)

    def _wait(self, host: str) -> None:
        between = self._pauses.get(host, self._policy.delay_seconds)
        pause = self._last.get(host, -1e9) + between - time.monotonic()
        if pause > 0:
            self._sleep(pause)

    def _answer(self, target: Target, response: HTTPResponse, ends: float, max_bytes: int) -> Answer | str:
        status, headers = response.status, response.headers
        if status in _MOVED and headers.get("Location"):
            return str(headers["Location"])
        if status == 429 or status >= 500:
            raise Unreachable("EV-I027", f"{target.host} answered {status}", _number(headers.get("Retry-After")))
        if status not in (200, 304):
            raise Refused("EV-I024", f"{target.url[:200]} answered {status}")
        if status == 200 and _number(headers.get("Content-Length")) > max_bytes:
            raise Refused("EV-I023", f"{target.url[:200]} is larger than {max_bytes:,} bytes")
        body = b"".join(self._body(response, ends, max_bytes)) if status == 200 else b""
        media, charset = _media(headers.get("Content-Type", ""))
        return Answer(status, target.url, body, media, charset, headers.get("ETag"), headers.get("Last-Modified"))

    def _body(self, response: HTTPResponse, ends: float, max_bytes: int) -> Iterator[bytes]:
        """The decompressed body in pieces, given up as soon as it is too large, too slow or too well packed."""
        packed = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in ("identity", "gzip", "x-gzip", ""):
            raise Refused("EV-I023", f"content encoding {packed[:20]!r} is not read")
        inflate = zlib.decompressobj(wbits=31) if packed.endswith("gzip") else None
        began, received, made = time.monotonic(), 0, 0
        while True:
            data = response.read1(_CHUNK)
            elapsed = time.monotonic() - began
            if time.monotonic() > ends:
                raise Unreachable("EV-I026", f"not finished after {self._policy.total_seconds:g} s")
            if not data:
                if inflate is not None and not inflate.eof:
                    raise Unreachable("EV-I026", "the compressed body ends too early")
                return
            received += len(data)
            if elapsed > self._policy.rate_after and received / elapsed < self._policy.least_rate:
                raise Unreachable("EV-I026", f"slower than {self._policy.least_rate:g} bytes a second")
            try:
                piece = inflate.decompress(data, max_bytes - made + 1) if inflate else data
            except zlib.error as error:
                raise Refused("EV-I023", f"broken gzip: {error}") from error
            made += len(piece)
            if made > max_bytes or (made > 1_000_000 and made > received * self._policy.max_ratio):
                raise Refused(
                    "EV-I023", f"larger than {max_bytes:,} bytes, or packed more than {self._policy.max_ratio} times"
                )
            yield piece


def _pause_before(state: tenacity.RetryCallState) -> float:
    """1, 2, 4 … seconds, at most 20; what the other side asks for where that is longer, up to 30 s."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, Unreachable) else 0.0
    return max(min(2.0 ** (state.attempt_number - 1), 20.0), min(asked, _LONGEST_PAUSE))


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 16 else 0


def _cut(line: HTTPConnection) -> None:
    if line.sock is not None:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)


def _host_header(target: Target) -> str:
    usual = {"https": 443, "http": 80}[target.scheme]
    return target.host if target.port == usual else f"{target.host}:{target.port}"


def _media(header: str) -> tuple[str, str | None]:
    media, _, rest = header.partition(";")
    charset = rest.partition("charset=")[2].strip(" \"';").lower() or None
    return media.strip().lower(), charset
