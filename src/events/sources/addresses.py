"""Which URLs and which addresses may be asked. Nothing here opens a socket."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)
_PORTS: Final = {"https": 443, "http": 80}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/32")
_SHARED = ipaddress.ip_network("100.64.0.0/10")


class Refused(Exception):
    """A request that may not be made, with its rejection code. Trying again changes nothing."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Policy:
    """What the fetcher may do. With no hosts the door is shut.

    `plain` are the hosts that may be asked over http as well; `local` are `host:port` pairs that may lie on the
    loopback, for drills and tests. Times are seconds, sizes bytes after decompression.
    """

    hosts: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    least_rate: float = 1024.0
    rate_after: float = 5.0
    max_bytes: int = 5 * 1024 * 1024
    max_ratio: int = 200
    max_redirects: int = 3
    delay_seconds: float = 2.0
    agent: str = field(default="events-coder/0.1 (+research; honours robots.txt)")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that the policy allows, taken apart."""

    scheme: str
    host: str
    port: int
    path: str
    url: str
    local: bool


def target_of(url: str, policy: Policy) -> Target:
    """The URL taken apart. Raises `Refused`: `EV-I020` malformed, with credentials, or another scheme or port ·
    `EV-I021` a host that is not in the sources table."""
    if len(url) > 4_000 or any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise Refused("EV-I020", "the URL holds spaces or control characters, or is too long")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("EV-I020", f"not a URL: {error}") from error
    if parts.scheme not in _PORTS:
        raise Refused("EV-I020", f"scheme {parts.scheme[:20]!r} is not fetched")
    if parts.username is not None or parts.password is not None or "\\" in url:
        raise Refused("EV-I020", "URLs with credentials or backslashes are not fetched")
    host = (parts.hostname or "").rstrip(".")
    port = port or _PORTS[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if f"{host}:{port}" in policy.local:
        return Target(parts.scheme, host, port, path, url, True)
    if not _HOST.fullmatch(host) or host not in policy.hosts:
        shut = "fetching is off" if not policy.hosts else f"host {host[:100]!r} is not in the sources table"
        raise Refused("EV-I021", shut)
    if port != _PORTS[parts.scheme]:
        raise Refused("EV-I020", f"port {port} is not fetched")
    if parts.scheme == "http" and host not in policy.plain:
        raise Refused("EV-I020", f"{host} is asked over https only")
    return Target(parts.scheme, host, port, path, url, False)


def is_public(address: str) -> bool:
    """Whether an IP address lies on the open internet: not private, loopback, link-local, shared (CGNAT), multicast,
    reserved, nor an IPv6 form that carries an IPv4 address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in _TRANSLATED or int(ip) >> 32 == 0:
            return False
    elif ip in _SHARED:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_link_local


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
