"""A local server that misbehaves on request: each path is a way of being hostile."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(b"\0" * 100_000_000, 1)
SENTENCE = "وصل وزير الخارجية الجزائري إلى نواكشوط أمس في زيارة رسمية يلتقي خلالها نظيره الموريتاني. "


def article_page(title: str, text: str = SENTENCE * 6) -> str:
    """A page as a newspaper serves it."""
    return (
        f"<html><head><title>{title}</title><meta charset='utf-8'>"
        '<meta property="article:published_time" content="2021-03-04T10:00:00Z"></head>'
        f"<body><nav>قائمة</nav><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def rss(entries: list[tuple[str, str]], base: str) -> bytes:
    """A feed of (slug, title) pairs."""
    items = "".join(
        f"<item><guid>{slug}</guid><link>{base}/{slug}</link><title>{title}</title>"
        "<pubDate>Thu, 04 Mar 2021 22:30:00 GMT</pubDate><description>مختصر</description></item>"
        for slug, title in entries
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0">'
    return f"{head}<channel><title>x</title>{items}</channel></rss>".encode()


@dataclass
class Site:
    """What a server serves and what it was asked: pages by path, and the requests' paths and headers; `late` are the
    seconds before the answer to a path."""

    pages: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    late: dict[str, float] = field(default_factory=dict)
    port: int = 0

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://localhost:{self.port}"

    @property
    def place(self) -> str:
        """`host:port`, as the policy names it."""
        return f"localhost:{self.port}"


@contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site on a free loopback port until the block ends, over TLS where a context is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            hostile = getattr(self, "do_" + self.path.strip("/").replace("-", "_").partition("?")[0], None)
            if hostile is not None:
                with contextlib.suppress(OSError):
                    hostile()
                self.close_connection = True
                return
            if self.path not in site.pages:
                self.send_error(404)
                return
            time.sleep(site.late.get(self.path, 0))
            body, headers = site.pages[self.path]
            tag = f'"{zlib.crc32(body):x}"'
            if self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.send_header("ETag", tag)
                self.end_headers()
                return
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", "ETag": tag, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _raw(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def do_drip_body(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            for _ in range(400):
                self._raw(b"x")
                time.sleep(0.1)

        def do_drip_head(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(400):
                self._raw(b"x")
                time.sleep(0.1)

        def do_silent(self) -> None:
            time.sleep(20)

        def do_endless(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                self._raw(b"x" * 65_536)

        def do_bomb(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB)

        def do_brotli(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc")

        def do_broken_gzip(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")

        def do_torn_gzip(self) -> None:
            whole = gzip.compress(SENTENCE.encode() * 50)[:-20]
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(whole) + whole)

        def do_wait(self) -> None:
            asked = self.path.partition("?")[2].encode()
            self._raw(b"HTTP/1.1 429 Busy\r\nRetry-After: " + asked + b"\r\nContent-Length: 0\r\n\r\n")

        def do_huge(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")

        def do_headers(self) -> None:
            self._raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 5_000 + b"\r\n")

        def do_garbage(self) -> None:
            self._raw(b"\x00\xff\x00garbage\r\n\r\n")

        def do_loop(self) -> None:
            self._raw(b"HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n")

        def do_to(self) -> None:
            target = self.path.partition("?")[2].encode()
            self._raw(b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n")

        def do_error(self) -> None:
            self._raw(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
