"""Web archives: the HTML responses of a WARC file as articles, read through a counter so that nothing can swell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from events.model import RawArticle, Rejection
from events.sources.decode import decode
from events.sources.records import refuse
from events.sources.workshop import Workshop

MAX_RECORD: Final = 10 * 1024 * 1024
MAX_RECORDS: Final = 200_000
MAX_RATIO: Final = 200
MAX_HEADERS: Final = 1024 * 1024
MAX_WHOLE: Final = 2 * 1024**3
_HTML: Final = ("text/html", "application/xhtml+xml")


def read_warc(path: Path, workshop: Workshop, source: str | None = None) -> Iterator[RawArticle | Rejection]:
    """One article or rejection for every HTML response of status 200, in order; the URL is the id.

    `EV-I010` unreadable file · `EV-I050` a record over 10 MB or packed more than 200 times · `EV-I051` a broken archive
    (headers over 1 MB, or over 2 GB and packed more than 200 times), or more than 200,000 records; and those of the
    page extractor.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415

    try:
        if not path.is_file():
            yield refuse("EV-I010", f"{path.name} is no regular file", str(path))
            return
        with path.open("rb") as stream:
            archive = ArchiveIterator(stream, arc2warc=True)
            archive.reader = bounded = _Bounded(archive.reader, path.stat().st_size)
            for number, record in enumerate(archive):
                bounded.lines = 0
                if number >= MAX_RECORDS:
                    yield refuse("EV-I051", f"{path.name} holds more than {MAX_RECORDS:,} records", str(path))
                    return
                if _is_page(record):
                    yield _article(record, workshop, source)
    except Exception as error:  # the archive reader raises whatever its parts raise
        yield refuse("EV-I051", f"{path.name}: {type(error).__name__}: {error}"[:500], str(path))


class _Bounded:
    """The archive's decompressing reader, given up where headers or the whole grow beyond all measure."""

    def __init__(self, reader: Any, packed: int) -> None:
        self._reader, self._most = reader, max(MAX_WHOLE, packed * MAX_RATIO)
        self.lines = self._whole = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def readline(self, length: int | None = None) -> bytes:
        data = bytes(self._reader.readline(min(length or MAX_HEADERS, MAX_HEADERS)))
        self.lines += len(data)
        if self.lines >= MAX_HEADERS:
            raise ValueError(f"headers of more than {MAX_HEADERS:,} bytes")
        return self._counted(data)

    def read(self, length: int | None = None) -> bytes:
        return self._counted(bytes(self._reader.read(length)))

    def _counted(self, data: bytes) -> bytes:
        self._whole += len(data)
        if self._whole > self._most:
            raise ValueError(f"expands to more than {self._most:,} bytes")
        return data


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    media = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return media in _HTML and record.http_headers.get_statuscode() == "200"


def _article(record: Any, workshop: Workshop, source: str | None) -> RawArticle | Rejection:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    packed = int(record.rec_headers.get_header("Content-Length") or 0)
    data = record.content_stream().read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD or (len(data) > 1_000_000 and len(data) > packed * MAX_RATIO):
        return refuse(
            "EV-I050", f"{url[:200]} swells past {MAX_RECORD:,} bytes or {MAX_RATIO} times", data[:4096], keep=False
        )
    declared = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")[2].strip(" \"'")
    html = decode(data, declared or None)
    if isinstance(html, Rejection):
        return html
    page = workshop.page(html, url or None)
    if isinstance(page, Rejection):
        return page
    return RawArticle(url[:500], page.text, page.published or _day(record), source, url[:4000], page.title)


def _day(record: Any) -> date | None:
    try:
        return date.fromisoformat(str(record.rec_headers.get_header("WARC-Date") or "")[:10])
    except ValueError:
        return None
