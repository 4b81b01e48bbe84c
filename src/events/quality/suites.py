"""The expectations, suite by suite: what each one asks. Names, severities and texts: `seeds/expectations.csv`.

Great Expectations is imported inside the functions: it takes seconds.
"""

# mypy: disable-error-code="attr-defined"
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from events.quality.catalogue import Catalogue
from events.quality.library import great_expectations
from events.quality.relations import Relation

LETTER = r"[\u0621-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]"
GRAINS = ("day", "week", "month", "quarter", "year", "decade", "unknown")
MOJIBAKE = "|".join(  # UTF-8 read as Windows-1252 and as Windows-1256, and Windows-1256 read as Windows-1252
    (
        r"([\u00D8-\u00DB][^\u0600-\u06FF ]){3}",
        r"([\u0637\u0638][^\u0621-\u0636\u0639-\u064A\u064B-\u0652 ]){3}",
        r"[\u00C0-\u00FF]{4}",
    )
)
MARKUP = r"</?(p|div|br|span|script|style|a|img|table|li|strong|b|em|iframe)[ />]|&(nbsp|amp|quot|lt|gt|#[0-9]{2,5});"
ACTOR = r"^(---|[A-Z][A-Z0-9]{2}([A-Z0-9]{3}){0,2})$"
TARGET_OPTIONAL = r"^(02|10|13|14|111|18|19|20)"  # codebook 2.1; a bomb whose victims are unnamed has none either
VISITS_PLACED = 0.25  # of many visits; a handful says nothing
MANY_VISITS = 8
SELF_ALLOWED = r"^(1[4-9]|20) [A-Z0-9]{6}"  # rival groups under one code, protests against one's own

COLUMNS = {
    "article": ("key", "content_hash", "id", "source", "published", "url", "title", "text", "flags", "outcome"),
    "event": ("key", "source", "target", "code", "root", "quad_class", "goldstein", "date", "date_end", "grain",
              "place_name", "place_country", "place_lat", "place_lon", "confidence", "n_mentions", "n_articles",
              "n_sources"),
    "mention": ("key", "event_key", "article_key", "sentence", "evidence_start", "evidence_end", "trigger_start",
                "trigger_end", "rule", "seeds", "confidence"),
}  # fmt: skip


Make = Callable[..., Any]


def maker(entries: Catalogue) -> Make:
    """A function that makes one expectation of a class with the catalogue's description, severity and name."""
    great_expectations()  # imported here as a whole, before its parts are named below

    def make(kind: type, name: str, **asked: Any) -> Any:
        entry = entries[name]
        return kind(
            **asked,
            severity=entry.severity,
            description=f"{entry.says_en} {entry.says_ar}",
            meta={"name": name, "code": entry.code},
        )

    return make


def articles(make: Make) -> list[Any]:
    """What every staged article must be before it may be published."""
    from events.quality import kinds

    between, regex, never = _kinds()
    known, present = kinds.InSet, kinds.NotNull
    return [
        make(kinds.RowCount, "article_rows_present", min_value=1),
        make(known, "article_hash_form", column="hash_formed", value_set=[True]),
        make(known, "article_hash_true", column="hash_true", value_set=[True]),
        make(known, "article_key_from_hash", column="key_from_hash", value_set=[True]),
        make(regex, "article_id_present", column="id", regex="[^ ]"),
        make(between, "article_id_unique", column="same_id", max_value=1),
        make(present, "article_source_named", column="source"),
        make(regex, "article_url_form", column="url", regex="^https?://[^ /]+[.][^ ]+$"),
        make(between, "article_text_present", column="n_chars", min_value=1),
        make(between, "article_text_long_enough", column="n_chars", min_value=80, mostly=0.95),
        make(between, "article_text_short_enough", column="n_chars", max_value=100_000),
        make(between, "article_text_arabic", column="arabic_share", min_value=0.5),
        make(never, "article_text_decoded", column="opening", regex=MOJIBAKE),
        make(between, "article_text_unreplaced", column="replaced_share", max_value=0.01),
        make(known, "article_text_clean", column="overrides", value_set=[False]),
        make(never, "article_text_unescaped", column="opening", regex=MARKUP, mostly=0.99),
        make(between, "article_title_shorter", column="title_excess", max_value=0),
        make(present, "article_published_known", column="published", mostly=0.5),
        make(between, "article_published_past", column="days_after_staging", max_value=1),
        make(between, "article_published_plausible", column="published_year", min_value=1990),
        make(between, "article_events_counted", column="events_uncounted", min_value=0, max_value=0),
        make(between, "article_rejected_without_events", column="events_of_rejected", max_value=0),
    ]


def events(make: Make, articles_staged: int, visits: int) -> list[Any]:
    """What every staged event must be before it may be published."""
    from events.quality import kinds

    between, _, _ = _kinds()
    known = kinds.InSet
    return [
        make(kinds.RowCount, "event_rows_present", min_value=1 if articles_staged >= 30 else 0),
        make(known, "event_key_true", column="key_true", value_set=[True]),
        make(between, "event_once_per_article", column="copies", max_value=1),
        make(known, "event_article_staged", column="article_staged", value_set=[True]),
        make(between, "event_has_mentions", column="mentions", min_value=1),
        make(between, "event_mentions_counted", column="mentions_uncounted", min_value=0, max_value=0),
        make(between, "event_confidence_range", column="confidence", min_value=0, max_value=1),
        *_codes(make),
        *_actors(make),
        *_times(make),
        *_places(make, visits),
        make(between, "event_symmetric_once", column="directions", max_value=1, mostly=0.95),
        make(between, "event_visit_once", column="sides", max_value=1, mostly=0.9),
    ]  # fmt: skip


def _codes(make: Make) -> Iterable[Any]:
    from events.quality import kinds

    known, between = kinds.InSet, kinds.Between
    return (
        make(known, "event_code_known", column="code_known", value_set=[True]),
        make(known, "event_root_agrees", column="root_agrees", value_set=[True]),
        make(between, "event_quad_agrees", column="quad_gap", min_value=0, max_value=0),
        make(between, "event_goldstein_agrees", column="goldstein_gap", min_value=0, max_value=0),
    )


def _actors(make: Make) -> Iterable[Any]:
    from events.quality import kinds

    known, regex = kinds.InSet, kinds.Matches
    return (
        make(regex, "event_source_form", column="source", regex=ACTOR),
        make(regex, "event_target_form", column="target", regex=ACTOR),
        make(known, "event_source_known", column="source_known", value_set=[True]),
        make(known, "event_target_known", column="target_known", value_set=[True]),
        make(known, "event_source_role", column="source_role_known", value_set=[True]),
        make(known, "event_target_role", column="target_role_known", value_set=[True]),
        make(kinds.NotInSet, "event_actor_present", column="dyad", value_set=["------"]),
        make(known, "event_source_needed", column="root_without_source", value_set=["18", "19", "20"]),
        make(regex, "event_target_needed", column="code_without_target", regex=TARGET_OPTIONAL),
        make(regex, "event_actors_differ", column="self_dyad", regex=SELF_ALLOWED),
    )


def _times(make: Make) -> Iterable[Any]:
    from events.quality import kinds

    known, between = kinds.InSet, kinds.Between
    return (
        make(known, "event_grain_known", column="grain", value_set=list(GRAINS)),
        make(known, "event_grain_of_date", column="grain_with_date", value_set=list(GRAINS[:-1])),
        make(known, "event_date_absent_if_unknown", column="grain_without_date", value_set=["unknown"]),
        make(between, "event_interval_ordered", column="days", min_value=0),
        make(between, "event_interval_width", column="days_to_spare", min_value=0),
        make(between, "event_date_plausible", column="year", min_value=1800),
        make(between, "event_not_after_publication", column="days_after_publication", max_value=0),
    )


def _places(make: Make, visits: int) -> Iterable[Any]:
    from events.quality import kinds

    known, between = kinds.InSet, kinds.Between
    return (
        make(known, "event_visit_has_place", column="visit_placed", value_set=[True],
             mostly=VISITS_PLACED if visits >= MANY_VISITS else 0.0),
        make(known, "event_place_country_known", column="country_known", value_set=[True]),
        make(between, "event_place_inside_country", column="degrees_outside", max_value=0),
        make(known, "event_place_point_whole", column="point_whole", value_set=[True]),
        make(between, "event_place_range", column="degrees_off_globe", max_value=0),
        make(known, "event_place_named", column="place_named", value_set=[True]),
        make(kinds.Matches, "event_text_arabic_place", column="place_text",
             regex=r"[\u0621-\u064A]"),
    )  # fmt: skip


def mentions(make: Make) -> list[Any]:
    """What every staged mention must be before it may be published."""
    from events.quality import kinds

    between, regex, _ = _kinds()
    known, present = kinds.InSet, kinds.NotNull
    inside = {
        "mention_evidence_inside": "evidence_room",
        "mention_source_inside": "source_room",
        "mention_target_inside": "target_room",
        "mention_date_inside": "date_room",
        "mention_trigger_in_evidence": "trigger_room",
    }
    return [
        make(known, "mention_key_true", column="key_true", value_set=[True]),
        make(known, "mention_event_staged", column="event_staged", value_set=[True]),
        make(known, "mention_article_staged", column="article_staged", value_set=[True]),
        *(make(between, name, column=column, min_value=0) for name, column in inside.items()),
        make(known, "mention_place_inside", column="place_true", value_set=[True]),
        make(between, "mention_evidence_ordered", column="evidence_length", min_value=1),
        make(known, "mention_evidence_words", column="words_cut", value_set=[False]),
        make(regex, "mention_evidence_written", column="evidence", regex=f"{LETTER}.*{LETTER}"),
        make(between, "mention_evidence_bounded", column="evidence_length", max_value=1500),
        make(between, "mention_confidence_range", column="confidence", min_value=0, max_value=1),
        make(present, "mention_rule_named", column="rule_named"),
        make(between, "mention_seeds_named", column="seed_rows", min_value=1, mostly=0.95),
        make(between, "mention_sentence_number", column="sentence", min_value=0),
        make(between, "mention_agrees_on_end", column="days", min_value=0),
        make(between, "mention_once", column="copies", max_value=1),
        make(known, "mention_source_shown", column="source_shown", value_set=[True], mostly=0.5),
        make(known, "mention_target_shown", column="target_shown", value_set=[True], mostly=0.5),
    ]


def offices(make: Make) -> list[Any]:
    """Whether the office a mention leaned on was held on its event's date."""
    from events.quality import kinds

    return [make(kinds.Between, "mention_office_valid", column="days_outside_office", max_value=0)]


def ledger(make: Make) -> list[Any]:
    """What a published batch must have left in the ledger."""
    from events.quality import kinds

    between = kinds.Between
    return [
        make(between, "ledger_accounts", column="unaccounted", min_value=0, max_value=0),
        make(between, "ledger_matches_articles", column="surplus", max_value=0),
        make(between, "table_quarantine_kept_out", column="leaked", max_value=0),
    ]


def loaded_events(make: Make) -> list[Any]:
    """What every event of a published batch must be."""
    from events.quality import kinds

    between = kinds.Between
    return [
        make(between, "table_event_supported", column="mentions", min_value=1),
        make(between, "table_event_counts", column="mentions_uncounted", min_value=0, max_value=0),
    ]


def loaded_mentions(make: Make) -> list[Any]:
    """What every mention of a published batch must be."""
    from events.quality import kinds

    return [
        make(kinds.Between, "table_mention_inside", column="evidence_room", min_value=0),
    ]


def _kinds() -> tuple[type, type, type]:
    from events.quality import kinds

    return (
        kinds.Between,
        kinds.Matches,
        kinds.MatchesNot,
    )


def structure(make: Make) -> list[tuple[Relation, list[Any]]]:
    """The columns that the views and the exports need, table by table."""
    from events.quality import kinds

    kind = kinds.Columns
    return [
        (
            Relation(f"table_{table}", f"SELECT * FROM events.{table}", ("key",), "batch"),  # noqa: S608 - our own names
            [make(kind, f"table_{table}_columns", column_set=list(columns), exact_match=False)],
        )
        for table, columns in COLUMNS.items()
    ]
