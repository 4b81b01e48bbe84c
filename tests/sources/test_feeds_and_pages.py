"""Feeds, pages, archives and visits: what is new is read once, what is hostile is named."""

from __future__ import annotations

import gzip
import io
import resource
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from events.model import RawArticle, Rejection
from events.sources import Fetcher, Memory, Outlet, Policy, Robots, Tools, Workshop, files_of, read_file, visit
from events.sources.decode import decode
from events.sources.feeds import plain_text, read_feed
from events.sources.visits import MAX_PAGES

from .hostile import SENTENCE, Site, article_page, rss, serving


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as made:
        yield made


def test_a_feed_gives_entries_with_the_outlets_own_day() -> None:
    data = rss([("one", "زيارة رسمية"), ("two", "لقاء"), ("one", "مكرر")], "https://a.example")
    utc, cairo = read_feed(data), read_feed(data, ZoneInfo("Africa/Cairo"))
    assert not isinstance(utc, Rejection)
    assert not isinstance(cairo, Rejection)
    assert [entry.id for entry in utc] == ["one", "two"]
    assert [utc[0].published, cairo[0].published] == [date(2021, 3, 4), date(2021, 3, 5)]
    assert utc[1].title == "لقاء"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
            b"<rss><channel>&b;</channel></rss>",
            "EV-I031",
        ),
        (
            b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            b'<rss version="2.0"><channel>&a;</channel></rss>',
            "EV-I031",
        ),
        (b'<rss><!ENTITY a "x"> & broken', "EV-I031"),
        (b"<html><body>no feed</body></html>", "EV-I032"),
        (b"", "EV-I032"),
        (b"<rss>" + b"x" * 6_000_000, "EV-I033"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_feed_is_refused_at_once(data: bytes, code: str) -> None:
    began = time.monotonic()
    found = read_feed(data)
    assert isinstance(found, Rejection)
    assert found.code == code
    assert "root:" not in found.detail
    assert time.monotonic() - began < 5


def test_markup_of_a_feed_becomes_lines_of_text() -> None:
    assert plain_text("<p>أ &amp; ب</p><script>x</script><p>ج<br>د</p>") == "أ & ب\nج\nد"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_page_is_decoded_by_what_it_declares(encoding: str) -> None:
    page = article_page("خبر").replace(
        "charset='utf-8'", f"charset='{ {'cp1256': 'windows-1256'}.get(encoding, encoding) }'"
    )
    assert SENTENCE.strip() in str(decode(page.encode(encoding)))


def test_a_false_declaration_does_not_make_mojibake() -> None:
    assert SENTENCE.strip() in str(decode(article_page("خبر").encode(), "windows-1256"))


def test_bytes_of_no_encoding_are_refused() -> None:
    found = decode(bytes(range(128, 256)) * 40 + b"\xff\xfe\x00\x81" * 100, "utf-8")
    assert isinstance(found, Rejection) or "\ufffd" not in found


def test_a_page_gives_text_title_and_day(workshop: Workshop) -> None:
    page = workshop.page(article_page("زيارة"), "https://a.example/1")
    assert not isinstance(page, Rejection)
    assert page.text.startswith("وصل وزير الخارجية")
    assert (page.title, page.published) == ("زيارة", date(2021, 3, 4))
    assert "قائمة" not in page.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ("", {"EV-I041"}),
        ("<div>" * 200_000, {"EV-I041", "EV-I042"}),
        ("<p>" + "x " * 4_000_000, {"EV-I040"}),
        ("<a>" * 1_500_000, {"EV-I040", "EV-I041", "EV-I042"}),
    ],
)
def test_a_hostile_page_is_refused_and_the_next_one_read(workshop: Workshop, html: str, codes: set[str]) -> None:
    found = workshop.page(html)
    assert isinstance(found, Rejection)
    assert found.code in codes
    assert found.raw == ""
    assert not isinstance(workshop.page(article_page("بعد")), Rejection)


def test_an_overrun_ends_the_child_and_the_next_page_is_read() -> None:
    with Workshop() as hurried:
        assert not isinstance(hurried.page(article_page("خبر")), Rejection)
        hurried._seconds = 0
        assert getattr(hurried.page(article_page("خبر") * 200), "code", None) == "EV-I042"
        hurried._seconds = 10
        assert not isinstance(hurried.page(article_page("خبر")), Rejection)


def _warc(path: Path, responses: list[tuple[str, bytes, str]]) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for url, body, encoding in responses:
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", encoding)], "HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    return path


@pytest.mark.slow
def test_an_archive_gives_its_pages_and_refuses_what_swells(tmp_path: Path) -> None:
    page = article_page("من الأرشيف").encode()
    bomb = gzip.compress(gzip.compress(b"\0" * 60_000_000))
    path = _warc(
        tmp_path / "a.warc.gz",
        [("https://a.example/1", page, "identity"), ("https://a.example/2", gzip.compress(b"\0" * 60_000_000), "gzip"),
         ("https://a.example/3", bomb, "gzip"), ("https://a.example/4", gzip.compress(page), "gzip")],
    )  # fmt: skip
    first, second, third, last = read_file(path, "archive")
    assert isinstance(first, RawArticle)
    assert (first.id, first.source, first.title) == ("https://a.example/1", "archive", "من الأرشيف")
    assert getattr(second, "code", None) == "EV-I050"
    assert isinstance(third, Rejection)
    assert isinstance(last, RawArticle)


@pytest.mark.slow
@pytest.mark.parametrize("trick", ["brotli", "endless", "wrong length", "torn"])
def test_a_trick_in_an_archive_is_a_rejection(tmp_path: Path, trick: str) -> None:
    page = article_page("من الأرشيف").encode()
    path = _warc(
        tmp_path / "a.warc.gz",
        [("https://a.example/1", page, "identity"),
         ("https://a.example/2", b"\x8b\x00\x80abc\x03" * 9, "br")] if trick == "brotli" else
        [("https://a.example/1", page, "identity"), ("https://a.example/2", page, "identity")],
    )  # fmt: skip
    data = path.read_bytes()
    if trick == "endless":
        path.write_bytes(data + gzip.compress(b"WARC/1.0\r\n" + b"X-A: b\r\n" * 10_000_000))
    elif trick == "wrong length":
        plain = gzip.decompress(data).replace(b"Content-Length: ", b"Content-Length: 9")
        path = tmp_path / "a.warc"
        path.write_bytes(plain)
    elif trick == "torn":
        path.write_bytes(data[: len(data) * 2 // 3])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(read_file(path, "archive"))
    assert any(isinstance(each, Rejection) for each in found) or len(found) < 2
    assert {each.id for each in found if isinstance(each, RawArticle)} <= {"https://a.example/1", "https://a.example/2"}
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 150_000_000


@pytest.mark.parametrize("depth", [2_000, 20_000, 200_000])
def test_a_deep_page_is_no_empty_article(workshop: Workshop, depth: int) -> None:
    assert getattr(workshop.page("<div>" * depth), "code", None) in ("EV-I041", "EV-I042")


@pytest.mark.parametrize("size", [20_000_000, 60_000_000])
def test_a_huge_page_costs_the_parent_nothing(workshop: Workshop, size: int) -> None:
    html = "<b>" * (size // 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert getattr(workshop.page(html), "code", None) == "EV-I040"
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 50_000_000 + size


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "inside",
    [
        '<!DOCTYPE l [<!ENTITY a "' + "x" * 50_000 + '">]>' + "<rss><channel>" + "&a;" * 50_000,
        '<!DOCTYPE l [<!ENTITY a0 "ha">' + LAUGHS + "]><rss>&a9;",
        "<!DOCTYPE l [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><rss/>",
    ],
    ids=["quadratic", "billion laughs", "parameter entity"],
)  # fmt: skip
def test_no_entity_is_ever_expanded(workshop: Workshop, inside: str) -> None:
    found = workshop.feed(inside.encode(), ZoneInfo("UTC"))
    assert isinstance(found, Rejection)
    assert found.code == "EV-I031"
    assert "root:" not in found.detail


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["&lt;script ", "&lt;a ", "&lt;!--", "&lt;", "&amp;#"])
def test_markup_made_to_be_slow_is_read_or_given_up(piece: str) -> None:
    size = 4_000_000 // len(piece)
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><item><guid>a</guid>'
        f"<description>{piece * size}</description></item></channel></rss>"
    ).encode()
    with Workshop(seconds=1) as hurried:
        found = hurried.feed(feed, ZoneInfo("UTC"))
    assert not isinstance(found, Rejection) or found.code == "EV-I035"


def test_a_feed_in_the_child_says_what_it_says_here(workshop: Workshop) -> None:
    data = rss([("one", "زيارة رسمية"), ("two", "لقاء")], "https://a.example")
    assert workshop.feed(data, ZoneInfo("Africa/Cairo")) == read_feed(data, ZoneInfo("Africa/Cairo"))
    assert getattr(workshop.feed(b"x" * 6_000_000, ZoneInfo("UTC")), "code", None) == "EV-I033"


def test_a_broken_archive_is_one_rejection(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"no archive at all")
    (found,) = read_file(path)
    assert getattr(found, "code", None) == "EV-I051"


def test_a_drop_folder_gives_regular_files_inside_it_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "deep").mkdir(parents=True)
    (inside / ".done").mkdir()
    outside.mkdir()
    for path in (
        inside / "b.jsonl",
        inside / "deep/a.csv",
        inside / ".hidden.jsonl",
        inside / ".done/before.jsonl",
        inside / "c.txt",
        outside / "x.jsonl",
    ):
        path.write_text("")
    (inside / "link.jsonl").symlink_to(outside / "x.jsonl")
    (inside / "folder").symlink_to(outside)
    assert [path.name for path in files_of(inside)] == ["b.jsonl", "a.csv"]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as made:
        made.pages["/robots.txt"] = (b"User-agent: *\nDisallow: /private\n", {"Content-Type": "text/plain"})
        made.pages["/feed"] = (
            rss([("one", "زيارة"), ("private", "سر")], made.base),
            {"Content-Type": "application/rss+xml"},
        )
        made.pages["/one"] = (article_page("زيارة").encode(), {})
        yield made


@pytest.fixture
def tools(site: Site, workshop: Workshop) -> Tools:
    policy = Policy(local=frozenset({site.place}), delay_seconds=0, connect_seconds=1, read_seconds=1, total_seconds=2)
    fetcher = Fetcher(policy, sleep=lambda _: None, tries=1)
    return Tools(fetcher, Robots(fetcher, "events-coder"), workshop)


def outlet(site: Site, path: str = "/feed", kind: str = "feed") -> Outlet:
    return Outlet("sample", "عينة", "MRT", kind, site.base + path, "ar", "utf-8", "Africa/Nouakchott", "hourly", "ours")


def test_a_visit_reads_what_is_new_once_and_what_was_corrected_again(site: Site, tools: Tools) -> None:
    memory = Memory()
    article, forbidden = visit(outlet(site), memory, tools)
    assert isinstance(article, RawArticle)
    assert (article.id, article.source, article.published, article.url) == (
        "one",
        "sample",
        date(2021, 3, 4),
        f"{site.base}/one",
    )
    assert getattr(forbidden, "code", None) == "EV-I028"
    site.asked.clear()
    assert list(visit(outlet(site), memory, tools)) == []
    assert [path for path, _ in site.asked] == ["/feed"], "an unchanged feed costs one conditional request"
    site.pages["/feed"] = (rss([("one", "زيارة (تصحيح)")], site.base), {})
    site.pages["/one"] = (article_page("زيارة", SENTENCE * 7).encode(), {})
    (corrected,) = visit(outlet(site), memory, tools)
    assert isinstance(corrected, RawArticle)
    assert corrected.title == "زيارة (تصحيح)"


def test_an_unreachable_page_is_tried_again_at_the_next_visit(site: Site, tools: Tools) -> None:
    memory = Memory()
    site.pages["/feed"] = (rss([("error", "متعذر")], site.base), {})
    (first,) = visit(outlet(site), memory, tools)
    assert getattr(first, "code", None) == "EV-I027"
    site.pages["/feed"] = (rss([("error", "متعذر"), ("one", "زيارة")], site.base), {})
    again, article = visit(outlet(site), memory, tools)
    assert getattr(again, "code", None) == "EV-I027"
    assert isinstance(article, RawArticle)


@pytest.mark.parametrize(
    ("path", "code"), [("/bomb", "EV-I023"), ("/drip-body", "EV-I026"), ("/missing", "EV-I024"), ("/one", "EV-I032")]
)
def test_a_hostile_feed_server_is_one_rejection(site: Site, tools: Tools, path: str, code: str) -> None:
    (found,) = visit(outlet(site, path), Memory(), tools)
    assert getattr(found, "code", None) == code


def test_a_flood_is_capped_and_what_was_left_is_told_and_read_later(site: Site, tools: Tools) -> None:
    memory = Memory()
    slugs = [f"p{number}" for number in range(MAX_PAGES + 30)]
    site.pages["/feed"] = (rss([(slug, f"خبر {slug}") for slug in slugs], site.base), {})
    for slug in slugs:
        site.pages[f"/{slug}"] = (article_page(f"خبر {slug}").encode(), {})
    first = [each.id for each in visit(outlet(site), memory, tools) if isinstance(each, RawArticle)]
    assert (len(first), memory.left) == (MAX_PAGES, 30)
    second = [each.id for each in visit(outlet(site), memory, tools) if isinstance(each, RawArticle)]
    assert (first + second, memory.left) == (slugs, 0)


def test_a_single_page_is_a_source_too(site: Site, tools: Tools) -> None:
    memory = Memory()
    (article,) = visit(outlet(site, "/one", "page"), memory, tools)
    assert isinstance(article, RawArticle)
    assert list(visit(outlet(site, "/one", "page"), memory, tools)) == []


def test_memory_survives_a_restart_and_a_torn_file(tmp_path: Path) -> None:
    path = tmp_path / "sample.json"
    Memory("tag", None, {"a": ["x", "y"]}).save(path)
    assert Memory.load(path) == Memory("tag", None, {"a": ["x", "y"]})
    path.write_text('{"etag": ')
    assert Memory.load(path) == Memory()
