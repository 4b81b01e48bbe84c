"""Deliberately damaged batches: each holds one defect, made in the records or in the staged rows."""

# ruff: noqa: E501, DTZ011, PLW2901 - a table of defects, one a line
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from batches import OUTLETS, Told, article_of, batch_of, event_of

from events.model import Coded, Event, Grain, Mention, RawArticle, Rejection, Span

DAY = date(2024, 3, 13)
SIZE = 100
Batch = list[Coded]


@dataclass(frozen=True)
class Damage:
    """A defect, the expectation meant to find it, and how it is made: in the records, or by SQL on the staged rows."""

    name: str
    caught_by: str
    records: Callable[[Batch], Batch] | None = None
    sql: tuple[str, ...] = ()


def undamaged() -> Batch:
    """The batch that is damaged."""
    return batch_of(DAY, SIZE)


def _article(count: int = 1, **changes: Any) -> Callable[[Batch], Batch]:
    """Changes the first articles; a change may be a function of the article. Events of a changed text are dropped."""

    def apply(batch: Batch) -> Batch:
        done = 0
        made = []
        for item in batch:
            if done < count and item.rejection is None:
                done += 1
                values = {k: v(item.article) if callable(v) else v for k, v in changes.items()}
                item = replace(
                    item, article=replace(item.article, **values), events=() if "text" in values else item.events
                )
            made.append(item)
        return made

    return apply


def _events(
    change: Callable[[RawArticle, Event], Event | Sequence[Event] | None], count: int = 1, code: str = ""
) -> Callable[[Batch], Batch]:
    """Changes the first so many events (of a code)."""

    def apply(batch: Batch) -> Batch:
        left = count
        made = []
        for item in batch:
            events: list[Event] = []
            for event in item.events:
                if left and event.code.startswith(code):
                    left -= 1
                    new = change(item.article, event)
                    events += [] if new is None else [new] if isinstance(new, Event) else new
                else:
                    events.append(event)
            made.append(replace(item, events=tuple(events)))
        return made

    return apply


def _event(count: int = 1, code: str = "", **changes: Any) -> Callable[[Batch], Batch]:
    def change(_article: RawArticle, event: Event) -> Event:
        shared = {k: v for k, v in changes.items() if k in Mention.__slots__ and k not in ("evidence",)}
        mentions = tuple(replace(m, **{k: v for k, v in shared.items() if k != "confidence"}) for m in event.mentions)
        return replace(event, **changes, mentions=mentions)

    return _events(change, count, code)


def _mention(count: int = 1, code: str = "", **changes: Any) -> Callable[[Batch], Batch]:
    def change(article: RawArticle, event: Event) -> Event:
        values = {}
        for name, value in changes.items():
            values[name] = value(article, event.mentions[0]) if callable(value) else value
        return replace(event, mentions=(replace(event.mentions[0], **values),))

    return _events(change, count, code)


def _place(**changes: Any) -> Callable[[Batch], Batch]:
    def change(_article: RawArticle, event: Event) -> Event:
        assert event.place
        place = replace(event.place, **{k: v(event.place) if callable(v) else v for k, v in changes.items()})
        return replace(event, place=place, mentions=tuple(replace(m, place=place) for m in event.mentions))

    return _events(change)


def _misread(to: str, by: str) -> Callable[[RawArticle], str]:
    return lambda article: article.text.encode(to, "ignore").decode(by, "ignore")


def _shift(name: str, by: int) -> Callable[[Batch], Batch]:
    def moved(_article: RawArticle, mention: Mention) -> Span:
        span = getattr(mention, name)
        return Span(span.start + by, span.end + by)

    return _mention(**{name: moved})


def _past_end(name: str) -> Callable[[Batch], Batch]:
    return _mention(code="04", **{name: lambda article, _m: Span(len(article.text) - 2, len(article.text) + 9)})


def _flood(batch: Batch) -> Batch:
    import random

    rng = random.Random(7)
    return [*batch, *(article_of(9000 + n, OUTLETS[1], DAY, rng, 1) for n in range(120))]


def _grown(batch: Batch) -> Batch:
    import random

    rng = random.Random(8)
    return [*batch, *(article_of(9000 + n, OUTLETS[n % 4], DAY, rng, n % 2) for n in range(320))]


def _rejected(share: float) -> Callable[[Batch], Batch]:
    def apply(batch: Batch) -> Batch:
        cut = int(len(batch) * share)
        lost = [
            Coded(c.article, rejection=Rejection("clean", "EV-C004", "decoded wrongly", "1" * 64, c.article.id))
            for c in batch[:cut]
        ]
        return [*lost, *batch[cut:]]

    return apply


def _silent(batch: Batch) -> Batch:
    return [item for item in batch if item.article.source != OUTLETS[2]]


def _undated(event: Event) -> Event:
    mentions = tuple(replace(m, date=None, date_end=None, grain=Grain.UNKNOWN, date_span=None) for m in event.mentions)
    return replace(event, date=None, date_end=None, grain=Grain.UNKNOWN, mentions=mentions)


def _undated_source(batch: Batch) -> Batch:
    return [
        replace(item, events=tuple(_undated(e) for e in item.events)) if item.article.source == OUTLETS[3] else item
        for item in batch
    ]


def _barren_source(batch: Batch) -> Batch:
    return [replace(item, events=()) if item.article.source == OUTLETS[0] else item for item in batch]


def _one_outlet(batch: Batch) -> Batch:
    keep = [item for n, item in enumerate(batch) if n % 4 != 0]
    return [replace(item, article=replace(item.article, source=OUTLETS[0])) for item in keep]


def _copies(batch: Batch) -> Batch:
    text = next(item for item in batch if item.rejection is None and not item.events).article.text
    return [
        replace(item, article=replace(item.article, text=text), events=())
        if n % 4 == 0 and item.rejection is None
        else item
        for n, item in enumerate(batch)
    ]


def _longer(batch: Batch) -> Batch:
    return [
        item
        if item.rejection
        else replace(item, article=replace(item.article, text=item.article.text + item.article.text * 9))
        for item in batch
    ]


def _mirrored(_article: RawArticle, event: Event) -> list[Event]:
    mirror = replace(event, source=event.target, target=event.source)
    return [
        event,
        replace(mirror, mentions=tuple(replace(m, source=event.target, target=event.source) for m in event.mentions)),
    ]


def _host_and_guest(_article: RawArticle, event: Event) -> list[Event]:
    other = replace(event, code="042", goldstein=1.9, source=event.target, target=event.source)
    mention = replace(event.mentions[0], code="042", source=event.target, target=event.source)
    return [event, replace(other, mentions=(mention,))]


def _same_event(told: Told) -> Callable[[Batch], Batch]:
    """Every event replaced by one kind."""

    def apply(batch: Batch) -> Batch:
        made = []
        for item in batch:
            if item.rejection is None and item.events:
                text = told.text.format(s=told.source, t=told.target, d="أمس", p=told.place) + ". " + item.article.text
                article = replace(item.article, text=text)
                item = replace(item, article=article, events=(event_of(article, told, 0, 0),))
            made.append(item)
        return made

    return apply


def _stranger(batch: Batch) -> Batch:
    return _event(count=999, source="BRAGOV")(batch)


def _many(batch: Batch) -> Batch:
    def six(_article: RawArticle, event: Event) -> list[Event]:
        days = (event.date - timedelta(days=n) for n in range(6))
        return [
            replace(event, date=d, date_end=d, mentions=tuple(replace(m, date=d, date_end=d) for m in event.mentions))
            for d in days
        ]

    return _events(six, 999)(batch)


_CLASH = Told("خاض {s} {d} قرب {p} معارك مع {t} أسفرت عن خسائر في صفوف الطرفين", "معارك", "الجيش اليمني", "الحوثيين",
              ("YEMMIL", "YEMREB", "190"), "عدن")  # fmt: skip
ONE_EVENT = "ctid = (SELECT ctid FROM staging.event WHERE batch_id = :batch ORDER BY event_key LIMIT 1)"
ONE_MENTION = "ctid = (SELECT ctid FROM staging.mention WHERE batch_id = :batch ORDER BY key LIMIT 1)"
ONE_ARTICLE = "ctid = (SELECT ctid FROM staging.article WHERE batch_id = :batch AND n_events > 0 AND NOT rejected ORDER BY key LIMIT 1)"

ARTICLES = (
    Damage("text lost", "article_text_present", _article(text="   ", title="خبر")),
    Damage("teasers instead of articles", "article_text_long_enough", _article(8, text="وقال المتحدث إن الوضع مستقر.")),
    Damage("an archive in one record", "article_text_short_enough", _article(text=lambda a: a.text * 700)),
    Damage("English text", "article_text_arabic", _article(text="The minister said the situation is stable. " * 6)),
    Damage("mojibake: UTF-8 read as Latin-1", "article_text_decoded", _article(text=_misread("utf-8", "latin-1"))),
    Damage("mojibake: UTF-8 read as Windows-1256", "article_text_decoded", _article(text=_misread("utf-8", "cp1256"))),
    Damage("mojibake: Windows-1256 read as Latin-1", "article_text_decoded", _article(text=_misread("cp1256", "latin-1"))),
    Damage("letters replaced", "article_text_unreplaced", _article(text=lambda a: a.text.replace("ا", "\ufffd"))),
    Damage("markup left in", "article_text_unescaped", _article(3, text=lambda a: f"<p>{a.text}</p>&nbsp;")),
    Damage("title and text swapped", "article_title_shorter", _article(text=lambda a: a.title * 6, title=lambda a: a.text)),
    Damage("published next month", "article_published_past", _article(published=lambda a: date.today() + timedelta(days=30))),
    Damage("published in 1970", "article_published_plausible", _article(published=date(1970, 1, 1))),
    Damage("no publication dates", "article_published_known", _article(80, published=None)),
    Damage("no source", "article_source_named", _article(source=None)),
    Damage("blank identifier", "article_id_present", _article(id=" ")),
    Damage("two versions of one article", "article_id_unique",
           lambda b: [*b, replace(b[0], article=replace(b[0].article, text=b[0].article.text + " وأضاف أنه متفائل."))]),
    Damage("broken address", "article_url_form", _article(url="www example")),
    Damage("source and address swapped", "article_url_form", _article(url=lambda a: a.source, source=lambda a: a.url)),
    Damage("no articles", "article_rows_present", lambda b: []),
    Damage("reading direction overridden", "article_text_clean",
           sql=(f"UPDATE staging.article SET text = text || chr(8238) WHERE {ONE_ARTICLE}",)),
    Damage("hash cut", "article_hash_form", sql=(f"UPDATE staging.article SET content_hash = left(content_hash, 40) WHERE {ONE_ARTICLE}",)),
    Damage("text edited after it was keyed", "article_hash_true", sql=(f"UPDATE staging.article SET text = text || ' نعم' WHERE {ONE_ARTICLE}",)),
    Damage("key of another article", "article_key_from_hash", sql=(f"UPDATE staging.article SET key = gen_random_uuid() WHERE {ONE_ARTICLE}",)),
    Damage("event count wrong", "article_events_counted", sql=(f"UPDATE staging.article SET n_events = n_events + 1 WHERE {ONE_ARTICLE}",)),
    Damage("rejected article with events", "article_rejected_without_events", sql=(f"UPDATE staging.article SET rejected = true WHERE {ONE_ARTICLE}",)),
)  # fmt: skip

EVENTS = (
    Damage("code that does not exist", "event_code_known", _events(
        lambda a, e: replace(e, code="049", root="04", mentions=tuple(replace(m, code="049") for m in e.mentions)))),
    Damage("root of another code", "event_root_agrees", _event(root="12")),
    Damage("another scheme's quad class", "event_quad_agrees", _events(lambda a, e: replace(e, quad_class=e.quad_class % 4 + 1))),
    Damage("Goldstein value of another code", "event_goldstein_agrees", _event(goldstein=7.4)),
    Damage("lower-case source", "event_source_form", _event(source="mrtgov")),
    Damage("Arabic-Indic digit in target", "event_target_form", _event(target="MRT٣OV")),
    Damage("source country that does not exist", "event_source_known", _event(source="QQZGOV")),
    Damage("target country that does not exist", "event_target_known", _event(target="QQZGOV")),
    Damage("source role that does not exist", "event_source_role", _event(source="MRTXYZ")),
    Damage("target role that does not exist", "event_target_role", _event(target="MRTXYZ")),
    Damage("no actor at all", "event_actor_present", _event(source="---", target="---")),
    Damage("visit without a host", "event_source_needed", _events(
        lambda a, e: replace(e, source="---", mentions=tuple(replace(m, source="---") for m in e.mentions)), code="043")),
    Damage("agreement with nobody", "event_target_needed", _events(
        lambda a, e: replace(e, target="---", mentions=tuple(replace(m, target="---") for m in e.mentions)), code="057")),
    Damage("government meets itself", "event_actors_differ", _events(
        lambda a, e: replace(e, target=e.source, mentions=tuple(replace(m, target=e.source) for m in e.mentions)), code="043")),
    Damage("unknown grain word", "event_grain_known", sql=(f"UPDATE staging.event SET grain = 'fortnight' WHERE {ONE_EVENT}",)),
    Damage("day without a date", "event_date_absent_if_unknown", _event(date=None, date_end=None)),
    Damage("date of unknown grain", "event_grain_of_date", _event(grain=Grain.UNKNOWN)),
    Damage("interval backwards", "event_interval_ordered", _events(
        lambda a, e: replace(e, date_end=e.date - timedelta(days=4)))),
    Damage("a day of seven months", "event_interval_width", _events(
        lambda a, e: replace(e, date=e.date - timedelta(days=200), mentions=tuple(replace(m, date=e.date - timedelta(days=200)) for m in e.mentions)))),
    Damage("Hijri year read as Gregorian", "event_date_plausible", _event(date=date(1445, 9, 2), date_end=date(1445, 9, 2))),
    Damage("dated after publication", "event_not_after_publication", _event(date=DAY + timedelta(days=3), date_end=DAY + timedelta(days=3))),
    Damage("visits lost their places", "event_visit_has_place", _events(
        lambda a, e: replace(e, place=None, mentions=tuple(replace(m, place=None) for m in e.mentions)), 99, "043")),
    Damage("place in another country", "event_place_inside_country", _place(country="JPN")),
    Damage("latitude and longitude swapped", "event_place_inside_country", _place(lat=lambda p: p.lon, lon=lambda p: p.lat)),
    Damage("longitude lost", "event_place_point_whole", _place(lon=None)),
    Damage("latitude off the globe", "event_place_range", _place(lat=118.0)),
    Damage("place in no country", "event_place_country_known", _place(country="ZZX")),
    Damage("place without a name", "event_place_named", _place(name="")),
    Damage("place named in Latin letters", "event_text_arabic_place", _place(name="Nouakchott")),
    Damage("confidence of 1.7", "event_confidence_range", _event(confidence=1.7)),
    Damage("event without a mention", "event_has_mentions", _events(lambda a, e: replace(e, mentions=()))),
    Damage("mention count wrong", "event_mentions_counted", sql=(f"UPDATE staging.event SET n_mentions = 4 WHERE {ONE_EVENT}",)),
    Damage("article of an event lost", "event_article_staged", sql=(f"DELETE FROM staging.article WHERE {ONE_ARTICLE}",)),
    Damage("duplicate under another key", "event_once_per_article", sql=(
        "INSERT INTO staging.event SELECT batch_id, article_key, gen_random_uuid(), article_id, source, target, code, root, quad_class,"
        " goldstein, date, date_end, grain, place_name, place_country, place_lat, place_lon, confidence, n_mentions, published"
        f" FROM staging.event WHERE {ONE_EVENT}",)),
    Damage("event edited after it was keyed", "event_key_true", sql=(f"UPDATE staging.event SET source = 'FRAGOV' WHERE {ONE_EVENT}",)),
    Damage("talks written in both directions", "event_symmetric_once", _events(_mirrored, 3, "040")),
    Damage("visit told from both sides", "event_visit_once", _events(_host_and_guest, 3, "043")),
    Damage("no events in a whole day", "event_rows_present", lambda b: [replace(item, events=()) for item in b]),
)  # fmt: skip

MENTIONS = (
    Damage("evidence shifted by three letters", "mention_evidence_words", _shift("evidence", 3)),
    Damage("evidence past the end", "mention_evidence_inside", _past_end("evidence")),
    Damage("evidence backwards", "mention_evidence_ordered", _mention(evidence=lambda a, m: Span(m.evidence.start + 9, m.evidence.start + 2))),
    Damage("trigger outside its evidence", "mention_trigger_in_evidence", _mention(trigger=lambda a, m: Span(m.evidence.end + 2, m.evidence.end + 6))),
    Damage("source span past the end", "mention_source_inside", _past_end("source_span")),
    Damage("target span past the end", "mention_target_inside", _past_end("target_span")),
    Damage("date span past the end", "mention_date_inside", _past_end("date_span")),
    Damage("place span shifted", "mention_place_inside", _mention(place=lambda a, m: replace(m.place, span=Span(m.place.span.start + 2, m.place.span.end + 2)))),
    Damage("negative confidence", "mention_confidence_range", _mention(confidence=-0.1)),
    Damage("no rule", "mention_rule_named", _mention(rule=" ")),
    Damage("seed rows lost", "mention_seeds_named", _mention(9, seeds=())),
    Damage("sentence before the first", "mention_sentence_number", _mention(sentence=-1)),
    Damage("mention ends before its event", "mention_agrees_on_end", _mention(date_end=date(2024, 1, 1))),
    Damage("evidence of punctuation", "mention_evidence_written", _mention(evidence=lambda a, m: Span(m.evidence.end, m.evidence.end + 1))),
    Damage("evidence of a whole page", "mention_evidence_bounded", lambda b: _mention(evidence=lambda a, m: Span(0, len(a.text)))(
        [replace(c, article=replace(c.article, text=c.article.text + " " + "وأضاف البيان أن الجهات المعنية تتابع الموضوع. " * 40)) for c in b])),
    Damage("actors no longer shown", "mention_source_shown", _mention(99, source_span=None)),
    Damage("targets no longer shown", "mention_target_shown", _mention(99, target_span=None)),
    Damage("event of a mention lost", "mention_event_staged", sql=(f"DELETE FROM staging.event WHERE {ONE_EVENT}",)),
    Damage("article of a mention lost", "mention_article_staged", sql=(f"DELETE FROM staging.article WHERE {ONE_ARTICLE}",)),
    Damage("mention doubled under another key", "mention_once", sql=(
        "INSERT INTO staging.mention SELECT batch_id, gen_random_uuid(), event_key, article_key, sentence, date_end, place_name, place_country,"
        " place_lat, place_lon, place_start, place_end, evidence_start, evidence_end, trigger_start, trigger_end, source_start, source_end,"
        f" target_start, target_end, date_start, date_stop, rule, seeds, steps, confidence FROM staging.mention WHERE {ONE_MENTION}",)),
    Damage("trigger moved after it was keyed", "mention_key_true", sql=(f"UPDATE staging.mention SET trigger_start = trigger_start + 1 WHERE {ONE_MENTION}",)),
)  # fmt: skip

PROFILE = (
    Damage("flood from one source", "source_not_flooding", _flood),
    Damage("silent source", "source_not_silent", _silent),
    Damage("archive came with the day", "batch_not_oversized", _grown),
    Damage("most of the day missing", "batch_not_undersized", lambda b: b[:12]),
    Damage("a third rejected", "rejected_below_limit", _rejected(0.33)),
    Damage("one in seven rejected", "rejected_as_usual", _rejected(0.15)),
    Damage("coder half blind", "events_as_usual", lambda b: [replace(c, events=()) if n % 3 else c for n, c in enumerate(b)]),
    Damage("changed month spelling: dates unresolved", "dates_as_usual", _events(lambda a, e: _undated(e), 40)),
    Damage("changed month spelling in one outlet", "source_quality_as_usual", _undated_source),
    Damage("outlet yields nothing", "source_yields_events", _barren_source),
    Damage("one outlet gives everything", "source_share_bounded", _one_outlet),
    Damage("actors unknown", "missing_actors_as_usual", _events(
        lambda a, e: replace(e, target="---", mentions=tuple(replace(m, target="---") for m in e.mentions)), 99, "1")),
    Damage("coder unsure of everything", "confidence_as_usual", _event(999, confidence=0.2)),
    Damage("gazetteer missing", "places_as_usual", _events(
        lambda a, e: replace(e, place=None, mentions=tuple(replace(m, place=None) for m in e.mentions)), 50)),
    Damage("titles lost", "titles_present", _article(60, title=None)),
    Damage("only clashes", "codes_as_usual", _same_event(_CLASH)),
    Damage("only one foreign government", "actors_as_usual", _stranger),
    Damage("texts joined", "lengths_as_usual", _longer),
    Damage("one text many times", "repeats_as_usual", _copies),
    Damage("six events for each", "events_per_article_as_usual", _many),
    Damage("staged rows lost", "rows_complete", sql=("DELETE FROM staging.mention WHERE batch_id = :batch AND ctid IN (SELECT ctid FROM staging.mention WHERE batch_id = :batch LIMIT 3)",)),
    Damage("article unaccounted for", "articles_accounted", sql=("UPDATE staging.batch SET articles = articles + 1 WHERE id = :batch",)),
)  # fmt: skip

ALL = (*ARTICLES, *EVENTS, *MENTIONS, *PROFILE)
