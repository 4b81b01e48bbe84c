"""A mail server on this machine that keeps what it is sent."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_string
from email.message import Message


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server for one message: enough SMTP for a client without a login."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                self._say("354 go on")
                body = []
                while (part := self.rfile.readline()) != b".\r\n":
                    body.append(part)
                self.server.mails.append(b"".join(body).decode())
            self._say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def receiving() -> Iterator[socketserver.ThreadingTCPServer]:
    """A running server; what came is in its `mails`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.mails = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def connection(server: socketserver.ThreadingTCPServer, to: Sequence[str]) -> str:
    """What the connection `events_smtp` holds for mails to these addresses through the server."""
    extra = {"disable_tls": True, "disable_ssl": True, "from_email": "events@example.org", "to": list(to),
             "retry_limit": 1, "timeout": 10}  # fmt: skip
    return json.dumps({"conn_type": "smtp", "host": "127.0.0.1", "port": server.server_address[1], "extra": extra})


def body_of(mail: Message) -> str:
    """The HTML of a mail."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    return part.get_payload(decode=True).decode()


def mails_of(server: socketserver.ThreadingTCPServer) -> list[Message]:
    """The mails that came."""
    return [message_from_string(text) for text in server.mails]
