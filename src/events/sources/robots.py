"""What a host's robots.txt allows."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from events.sources.addresses import Refused
from events.sources.fetch import Fetcher

MAX_BYTES: Final = 512 * 1024


class Robots:
    """The rules of the hosts asked so far, each read once through the fetcher."""

    def __init__(self, fetcher: Fetcher, agent: str) -> None:
        """`agent` is the name the rules are looked up under."""
        self._fetcher, self._agent = fetcher, agent
        self._rules: dict[str, RobotFileParser] = {}

    def check(self, url: str) -> None:
        """Raises `Refused` (`EV-I028`) where the host's rules forbid the URL; a host without rules (4xx) allows all,
        one that cannot be asked raises `Unreachable`. A `Crawl-delay` of the rules is kept to, up to 30 s."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(place) or self._rules.setdefault(place, self._read(place))
        pause = rules.crawl_delay(self._agent)
        if pause is not None and parts.hostname:
            self._fetcher.slower(parts.hostname, float(pause))
        if not rules.can_fetch(self._agent, url):
            raise Refused("EV-I028", f"robots.txt of {parts.hostname} forbids {parts.path[:200]}")

    def _read(self, place: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            body = self._fetcher.get(f"{place}/robots.txt", max_bytes=MAX_BYTES).body
        except Refused as refused:
            if refused.code != "EV-I024":
                raise
            body = b""
        rules.parse(body.decode("utf-8", "replace").splitlines())
        return rules
