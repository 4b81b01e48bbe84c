"""The only door to the internet, against servers and names that mean harm."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from events.sources import Fetcher, Policy, Refused, Robots, Unreachable
from events.sources.addresses import is_public, target_of

from .hostile import Site, serving


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(Site({"/ok": (b"hello", {}), "/robots.txt": (b"User-agent: *\nDisallow: /private\n", {})})) as made:
        yield made


@pytest.fixture
def policy(site: Site) -> Policy:
    return Policy(
        local=frozenset({site.place}), delay_seconds=0, connect_seconds=1, read_seconds=1, total_seconds=2,
        rate_after=0.5, max_bytes=2_000_000,
    )  # fmt: skip


def fetcher(policy: Policy, tries: int = 1) -> Fetcher:
    return Fetcher(policy, sleep=lambda _: None, tries=tries)


def test_the_door_is_shut_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    for url in ("https://example.org/", "http://localhost/", "https://127.0.0.1/"):
        with pytest.raises(Refused):
            fetcher(Policy()).get(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://allowed.example/", "ftp://allowed.example/", "file:///etc/passwd", "gopher://allowed.example/",
        "https://user@allowed.example/", "https://user:secret@allowed.example/", "https://allowed.example:8443/",
        "https://allowed.example:22/", "https://evil.example/", "https://allowed.example.evil.example/",
        "https://evil.example#@allowed.example/", "https://evil.example\\@allowed.example/", "https://2130706433/",
        "https://0177.0.0.1/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://127.1/",
        "https://allowed.example\t.evil.example/", "https:// allowed.example/", "https:///nohost", "//allowed.example/",
        "https://allowed.example:99999999/", "https://ａllowed.example/", "",
    ],
)  # fmt: skip
def test_urls_that_are_never_asked(url: str) -> None:
    with pytest.raises(Refused) as caught:
        target_of(url, Policy(hosts=frozenset({"allowed.example"})))
    assert caught.value.code in ("EV-I020", "EV-I021")


def test_a_listed_host_is_asked_over_https_and_over_http_only_where_said() -> None:
    policy = Policy(hosts=frozenset({"allowed.example"}))
    assert target_of("https://ALLOWED.example/a?b=c#d", policy).path == "/a?b=c"
    assert target_of("http://allowed.example/", replace(policy, plain=frozenset({"allowed.example"}))).port == 80


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2001:0:7f00:1::", "2001:db8::1", "fe80::1%eth0", "nonsense",
    ],
)  # fmt: skip
def test_addresses_that_are_never_asked(address: str) -> None:
    assert not is_public(address)
    opened: list[str] = []
    made = Fetcher(Policy(hosts=frozenset({"allowed.example"})), resolver=lambda *_: ("8.8.8.8", address), tries=1)
    made._line = lambda target, where: opened.append(where)  # type: ignore[method-assign, assignment, return-value]
    with pytest.raises(Refused) as caught:
        made.get("https://allowed.example/")
    assert caught.value.code == "EV-I022"
    assert opened == []


def test_public_addresses_are_known() -> None:
    assert is_public("8.8.8.8")
    assert is_public("2606:4700::1111")


def test_a_name_is_resolved_once_and_that_address_is_asked(site: Site, policy: Policy) -> None:
    answers = iter([("127.0.0.1",), ("169.254.169.254",)])
    asked: list[str] = []

    def changing(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return next(answers)

    assert Fetcher(policy, resolver=changing, tries=1).get(f"{site.base}/ok").body == b"hello"
    assert asked == ["localhost"]


def test_a_local_place_that_resolves_elsewhere_is_refused(site: Site, policy: Policy) -> None:
    with pytest.raises(Refused) as caught:
        Fetcher(policy, resolver=lambda *_: ("8.8.8.8",), tries=1).get(f"{site.base}/ok")
    assert caught.value.code == "EV-I022"


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data", "https://evil.example/", "http://localhost:1/", "file:///etc/passwd",
        "http://[::1]/", "//127.0.0.1:22/",
    ],
)  # fmt: skip
def test_every_redirect_is_checked_anew(site: Site, policy: Policy, place: str) -> None:
    with pytest.raises(Refused) as caught:
        fetcher(policy).get(f"{site.base}/to?{place}")
    assert caught.value.code in ("EV-I020", "EV-I021", "EV-I022")


def test_a_redirect_inside_the_site_is_followed_and_a_loop_is_not(site: Site, policy: Policy) -> None:
    assert fetcher(policy).get(f"{site.base}/to?/ok").url == f"{site.base}/ok"
    with pytest.raises(Refused) as caught:
        fetcher(policy).get(f"{site.base}/loop")
    assert caught.value.code == "EV-I023"


@pytest.mark.parametrize("path", ["endless", "bomb", "huge", "brotli", "broken-gzip"])
def test_what_swells_is_refused(site: Site, policy: Policy, path: str) -> None:
    with pytest.raises(Refused) as caught:
        fetcher(policy).get(f"{site.base}/{path}")
    assert caught.value.code == "EV-I023"


@pytest.mark.parametrize("path", ["drip-body", "drip-head", "silent", "headers", "garbage", "error"])
def test_what_dawdles_or_breaks_is_unreachable_within_its_time(site: Site, policy: Policy, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable) as caught:
        fetcher(policy).get(f"{site.base}/{path}")
    assert caught.value.code in ("EV-I026", "EV-I027")
    assert time.monotonic() - began < policy.total_seconds + policy.read_seconds + 2


def test_a_busy_server_is_asked_again_and_a_missing_page_is_not(site: Site, policy: Policy) -> None:
    site.asked.clear()
    with pytest.raises(Unreachable):
        fetcher(policy, tries=3).get(f"{site.base}/error")
    assert [path for path, _ in site.asked] == ["/error"] * 3
    site.asked.clear()
    with pytest.raises(Refused) as caught:
        fetcher(policy, tries=3).get(f"{site.base}/missing")
    assert caught.value.code == "EV-I024"
    assert len(site.asked) == 1


def test_a_conditional_request_brings_no_body_twice(site: Site, policy: Policy) -> None:
    first = fetcher(policy).get(f"{site.base}/ok")
    again = fetcher(policy).get(f"{site.base}/ok", etag=first.etag)
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_no_cookie_no_proxy_and_an_honest_name(site: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    site.asked.clear()
    fetcher(policy).get(f"{site.base}/ok")
    headers = {name.lower(): value for name, value in site.asked[0][1].items()}
    assert "cookie" not in headers
    assert headers["user-agent"].startswith("events-coder/")
    assert headers["host"] == site.place


def test_a_host_is_asked_no_faster_than_the_pause(site: Site, policy: Policy) -> None:
    pauses: list[float] = []
    made = Fetcher(replace(policy, delay_seconds=30), sleep=pauses.append, tries=1)
    made.get(f"{site.base}/ok")
    made.get(f"{site.base}/ok")
    assert len(pauses) == 1
    assert 25 < pauses[0] <= 30


def test_a_busy_server_says_how_long_to_stay_away(site: Site, policy: Policy) -> None:
    pauses: list[float] = []
    for asked, kept_to in (("7", 7.0), ("9999", 30.0), ("soon", 1.0)):
        pauses.clear()
        with pytest.raises(Unreachable):
            Fetcher(policy, sleep=pauses.append, tries=2).get(f"{site.base}/wait?{asked}")
        assert pauses == [kept_to]


def test_a_crawl_delay_is_kept_to_within_bounds(site: Site, policy: Policy) -> None:
    pauses: list[float] = []
    made = Fetcher(policy, sleep=pauses.append, tries=1)
    with serving(Site({"/robots.txt": (b"User-agent: *\nCrawl-delay: 600\n", {}), "/ok": (b"x", {})})) as slow:
        made = Fetcher(replace(policy, local=frozenset({slow.place})), sleep=pauses.append, tries=1)
        Robots(made, "events-coder").check(f"{slow.base}/ok")
        made.get(f"{slow.base}/ok")
    assert len(pauses) == 1
    assert 25 < pauses[0] <= 30


def test_a_torn_compressed_body_is_not_taken_for_the_whole(site: Site, policy: Policy) -> None:
    with pytest.raises(Unreachable) as caught:
        fetcher(policy).get(f"{site.base}/torn-gzip")
    assert caught.value.code == "EV-I026"


def test_a_certificate_of_nobody_is_never_accepted(policy: Policy, tmp_path: Path) -> None:
    certificate = tmp_path / "own.pem"
    _self_signed(certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(Site({"/ok": (b"hello", {})}), context) as site:
        with pytest.raises(Unreachable) as caught:
            fetcher(replace(policy, local=frozenset({site.place}))).get(f"https://{site.place}/ok")
        assert caught.value.code == "EV-I026"
        assert site.asked == []


def _self_signed(path: Path) -> None:
    """Writes a key and a certificate for `localhost` that nobody vouches for."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain) + made.public_bytes(serialization.Encoding.PEM)
    )
