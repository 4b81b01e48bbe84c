"""What validation reads: one SELECT a suite over the staged rows of one batch, run as a role that can only read.

Derived columns are null where a rule does not apply; expectations pass over nulls. Every SELECT is built from a batch
key that was parsed as a UUID and from our own seeds, never from articles. `OFFSET 0` keeps the planner from computing
a column anew for every expectation that asks for it.
"""

# ruff: noqa: S608 - built from a parsed UUID and our own seeds, see above
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

ARTICLE_CONTEXT = ("key", "article_key", "id", "source", "url", "published", "n_chars")
EVENT_CONTEXT = ("key", "article_key", "source", "target", "code", "date", "date_end", "grain", "place_name",
                 "place_country", "goldstein", "quad_class", "confidence", "published", "spans")  # fmt: skip
MENTION_CONTEXT = ("key", "article_key", "event_key", "sentence", "evidence_start", "evidence_end", "trigger_start",
                   "trigger_end", "n_chars", "rule", "confidence", "told", "spans")  # fmt: skip
LEDGER_CONTEXT = ("key", "article_key", "detail")
OFFICE_CONTEXT = ("key", "article_key", "office", "date", "office_start", "office_end")


@dataclass(frozen=True, slots=True)
class Relation:
    """A SELECT to validate, the columns that identify and explain a failing row, and what kind of row it is."""

    name: str
    query: str
    context: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The codes that exist: CAMEO codes, heads (countries and organisations), roles, countries."""

    codes: tuple[str, ...]
    heads: tuple[str, ...]
    roles: tuple[str, ...]
    countries: tuple[str, ...]


# Evidence, trigger, source, target, date, place: start and end of each, -1 where there is none.
SPANS = "ARRAY[{}]".format(
    ", ".join(
        f"coalesce(m.{name}, -1)"
        for part in ("evidence", "trigger", "source", "target", "date", "place")
        for name in (f"{part}_start", "date_stop" if part == "date" else f"{part}_end")
    )
)
# What may stand once: an event in an article, a symmetric one in either direction, a visit from either side, a mention.
SAME_EVENT = ("{}.article_key", "{}.source", "{}.target", "{}.code", "coalesce({}.date, '-infinity')", "{}.grain")
SYMMETRIC = "left({}.code, 3) IN ('036', '040', '041', '044', '046', '057', '062', '190', '193')"
SAME_PAIR = ("{}.article_key", "least({0}.source, {0}.target)", "greatest({0}.source, {0}.target)", "{}.code",
             "coalesce({}.date, '-infinity')")  # fmt: skip
VISIT = "{}.code IN ('042', '043')"
SAME_VISIT = ("{}.article_key", "CASE {0}.code WHEN '042' THEN {0}.source ELSE {0}.target END",
              "CASE {0}.code WHEN '042' THEN {0}.target ELSE {0}.source END",
              "coalesce({}.date, '-infinity')")  # fmt: skip
SAME_WORDS = ("{}.article_key", "{}.event_key", "{}.trigger_start", "{}.trigger_end")
# Letters are written as escapes: these classes are of the encoding, not of the language.
ARABIC = r"[\u0621-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]"
LATIN = r"[A-Za-z\u00C0-\u024F]"
NOT_ARABIC, NOT_LATIN = (f"[^{letters[1:]}+" for letters in (ARABIC, LATIN))
OVERRIDES = r"[\u202A-\u202E\u2066-\u2069\u0001-\u0008]"
WORD = r"[\u0621-\u064AA-Za-z0-9]"


def articles(batch: UUID) -> Relation:
    """The staged articles; what concerns the text is null for those already rejected."""
    hashed = ", ".join(_escaped(f"a.{name}") for name in ("source", "id", "text", "title"))
    query = rf"""
SELECT key, key AS article_key, id, source, url, published, content_hash, n_chars, opening, rejected,
       same_id,
       CASE WHEN opening ~ '{LATIN}' THEN {_share_of("opening", NOT_ARABIC, NOT_LATIN)}
            WHEN opening ~ '{ARABIC}' THEN 1 END AS arabic_share,
       replaced::real / nullif(n_chars, 0) AS replaced_share,
       overrides,
       CASE WHEN NOT rejected AND length(title) > 160 THEN length(title) - n_chars END AS title_excess,
       published - staged_on AS days_after_staging,
       extract(year FROM published)::int AS published_year,
       CASE WHEN NOT rejected THEN claimed - counted END AS events_uncounted,
       CASE WHEN rejected THEN counted END AS events_of_rejected,
       length(content_hash) = 64 AND content_hash !~ '[^0-9a-f]' AS hash_formed,
       events.day_digits(published) || left(content_hash, 28) = encode(uuid_send(key), 'hex') AS key_from_hash,
       content_hash = true_hash AS hash_true
FROM (
    SELECT a.key, a.id, a.source, a.url, a.title, a.published, a.content_hash, coalesce(a.rejected, false) AS rejected,
           CASE WHEN NOT coalesce(a.rejected, false)
                THEN length(CASE WHEN ' ' IN (left(a.text, 1), right(a.text, 1)) THEN trim(a.text)
                                 ELSE coalesce(a.text, '') END) END AS n_chars,
           CASE WHEN NOT coalesce(a.rejected, false) THEN left(a.text, 600) END AS opening,
           CASE WHEN position(U&'\FFFD' IN a.text) = 0 THEN 0
                ELSE length(a.text) - length(replace(a.text, U&'\FFFD', '')) END AS replaced,
           CASE WHEN NOT coalesce(a.rejected, false)
                THEN a.text ~ '{OVERRIDES}' END AS overrides,
           coalesce(same.copies, 1) AS same_id, coalesce(a.n_events, 0) AS claimed, coalesce(e.counted, 0) AS counted,
           (SELECT staged_at::date FROM staging.batch WHERE id = '{batch}') AS staged_on,
           encode(sha256(convert_to(concat_ws(E'\x1f', {hashed},
                  coalesce(a.published::text, E'\x1e')), 'UTF8')), 'hex') AS true_hash
    FROM staging.article a
    LEFT JOIN (SELECT article_key, count(*) AS counted FROM staging.event WHERE batch_id = '{batch}' GROUP BY 1) e
           ON e.article_key = a.key
    {_copies("article", "a", ("coalesce({}.source, '')", "{}.id"), batch, "same")}
    WHERE a.batch_id = '{batch}'
    OFFSET 0
) staged OFFSET 0"""
    return Relation("articles", query, ARTICLE_CONTEXT, "article")


def events(batch: UUID, boxes: Iterable[tuple[str, float, float, float, float]], known: Reference) -> Relation:
    """The staged events, one row an article that tells of it, beside what their code and place should say, and whether
    their codes are among the known ones."""
    values = ", ".join(f"('{c}', {s}, {w}, {n}, {e})" for c, s, w, n, e in boxes if c.isascii() and c.isalpha())
    query = f"""
SELECT e.event_key AS key, e.article_key, coalesce(e.source, '') AS source, coalesce(e.target, '') AS target,
       coalesce(e.code, '') AS code, e.root, e.quad_class, e.goldstein, e.date,
       e.date_end, coalesce(e.grain, '') AS grain, e.place_name, e.place_country, e.place_lat, e.place_lon,
       e.confidence, e.published,
       nullif(left(e.source, 3), '---') AS acting,
       coalesce(e.code, '') {_among(known.codes)} AS code_known,
       coalesce(left(e.source, 3), '') {_among((*known.heads, "---"))} AS source_known,
       coalesce(left(e.target, 3), '') {_among((*known.heads, "---"))} AS target_known,
       nullif(substr(e.source, 4, 3), '') {_among(known.roles)} AS source_role_known,
       nullif(substr(e.target, 4, 3), '') {_among(known.roles)} AS target_role_known,
       e.place_country {_among(known.countries)} AS country_known,
       CASE WHEN e.source = '---' THEN left(e.code, 2) END AS root_without_source,
       CASE WHEN e.target = '---' THEN e.code END AS code_without_target,
       e.source || e.target AS dyad,
       CASE WHEN e.source = e.target THEN left(e.code, 2) || ' ' || e.source END AS self_dyad,
       e.root = left(e.code, 2) AS root_agrees,
       e.quad_class - c.quad_class AS quad_gap,
       round((e.goldstein - c.goldstein)::numeric, 3) AS goldstein_gap,
       CASE WHEN e.date IS NULL THEN coalesce(e.grain, 'none') END AS grain_without_date,
       CASE WHEN e.date IS NOT NULL THEN coalesce(e.grain, 'none') END AS grain_with_date,
       e.date_end - e.date AS days,
       CASE e.grain WHEN 'day' THEN 31 WHEN 'week' THEN 62 WHEN 'month' THEN 366 WHEN 'quarter' THEN 366
            WHEN 'year' THEN 3700 WHEN 'decade' THEN 7400 END - (e.date_end - e.date) AS days_to_spare,
       extract(year FROM e.date)::int AS year,
       CASE WHEN left(e.code, 2) <> '03' THEN e.date - e.published END AS days_after_publication,
       CASE WHEN e.code IN ('042', '043', '044') THEN coalesce(e.place_name, '') <> '' END AS visit_placed,
       (e.place_lat IS NULL) = (e.place_lon IS NULL) AS point_whole,
       greatest(abs(e.place_lat) - 90, abs(e.place_lon) - 180) AS degrees_off_globe,
       greatest(b.south - e.place_lat, e.place_lat - b.north, b.west - e.place_lon, e.place_lon - b.east)
           AS degrees_outside,
       coalesce(e.place_name, '') <> '' OR coalesce(e.place_country, e.place_lat::text, e.place_lon::text) IS NULL
           AS place_named,
       nullif(e.place_name, '') AS place_text,
       m.spans, coalesce(m.counted, 0) AS mentions, e.n_mentions - coalesce(m.counted, 0) AS mentions_uncounted,
       a.key IS NOT NULL AS article_staged,
       coalesce(same.copies, 1) AS copies,
       CASE WHEN {SYMMETRIC.format("e")} THEN coalesce(paired.copies, 1) END AS directions,
       CASE WHEN {VISIT.format("e")} THEN coalesce(visit.copies, 1) END AS sides,
       encode(uuid_send(e.event_key), 'hex') =
            CASE WHEN e.date IS NULL THEN left(e.article_key::text, 4) ELSE events.day_digits(e.date) END
            || encode(substr(sha256(convert_to(concat_ws(E'\\x1f', coalesce(e.source, E'\\x1e'),
            coalesce(e.target, E'\\x1e'), coalesce(e.code, E'\\x1e'), coalesce(e.date::text, E'\\x1e'),
            coalesce(e.grain, E'\\x1e'),
            CASE WHEN e.date IS NULL THEN encode(uuid_send(e.article_key), 'hex') ELSE E'\\x1e' END),
            'UTF8')), 1, 14), 'hex') AS key_true
FROM staging.event e
LEFT JOIN events.cameo c ON c.code = e.code
LEFT JOIN (VALUES {values}) b (code, south, west, north, east) ON b.code = e.place_country
LEFT JOIN (SELECT event_key, article_key, count(*)::int AS counted, min({SPANS}) AS spans
           FROM staging.mention m WHERE m.batch_id = '{batch}' GROUP BY 1, 2)
       m ON m.event_key = e.event_key AND m.article_key = e.article_key
LEFT JOIN staging.article a ON a.batch_id = '{batch}' AND a.key = e.article_key
{_copies("event", "e", SAME_EVENT, batch, "same")}
{_copies("event", "e", SAME_PAIR, batch, "paired", SYMMETRIC)}
{_copies("event", "e", SAME_VISIT, batch, "visit", VISIT)}
WHERE e.batch_id = '{batch}' OFFSET 0"""
    return Relation("events", query, EVENT_CONTEXT, "event")


def mentions(batch: UUID) -> Relation:
    """The staged mentions, beside their article's text and their event. Of the text two pieces are cut, once each: the
    evidence with a character on either side, and the words of the place."""
    query = rf"""
SELECT key, article_key, event_key, sentence, evidence_start, evidence_end, trigger_start, trigger_end,
       rule, confidence, n_chars, spans, told, event_staged, article_staged, evidence_length, evidence_room,
       source_room, target_room, date_room, trigger_room, rule_named, seed_rows, days, source_shown, target_shown,
       copies, key_true,
       CASE WHEN place_start IS NOT NULL OR place_end IS NOT NULL
            THEN coalesce(position(place_name IN place_words) > 0
                          OR position({_folded("place_name")} IN {_folded("place_words")}) > 0, false) END
           AS place_true,
       CASE WHEN evidence_length < 1998 THEN around ELSE left(around, 2000) END AS evidence,
       (evidence_start > 0 AND left(around, 2) ~ '{WORD}{WORD}')
           OR (evidence_end < n_chars AND evidence_length < 2000 AND right(around, 2) ~ '{WORD}{WORD}') AS words_cut
FROM (
    SELECT m.key, m.article_key, m.event_key, m.sentence, m.evidence_start, m.evidence_end, m.trigger_start,
           m.trigger_end, m.rule, m.confidence, a.n_chars, {SPANS} AS spans,
           concat_ws(' ', e.source, e.target, e.code) AS told,
           e.event_key IS NOT NULL AS event_staged, a.key IS NOT NULL AS article_staged,
           m.evidence_end - m.evidence_start AS evidence_length,
           CASE WHEN m.evidence_start >= 0 THEN a.n_chars - m.evidence_end ELSE m.evidence_start END AS evidence_room,
           {_room("source_start", "source_end")} AS source_room,
           {_room("target_start", "target_end")} AS target_room,
           {_room("date_start", "date_stop")} AS date_room,
           m.place_name, m.place_start, m.place_end,
           substring(a.text, m.place_start + 1, greatest(m.place_end - m.place_start, 0)) AS place_words,
           substring(a.text, greatest(m.evidence_start, 0), least(greatest(m.evidence_end - m.evidence_start, 0), 2000)
                     + 2) AS around,
           least(m.trigger_start - m.evidence_start, m.evidence_end - m.trigger_end,
                 m.trigger_end - m.trigger_start - 1) AS trigger_room,
           nullif(trim(m.rule), '') AS rule_named, cardinality(m.seeds) AS seed_rows,
           m.date_end - e.date AS days,
           CASE WHEN e.source <> '---' THEN m.source_start IS NOT NULL END AS source_shown,
           CASE WHEN e.target <> '---' THEN m.target_start IS NOT NULL END AS target_shown,
           coalesce(same.copies, 1) AS copies,
           uuid_send(m.key) = substr(sha256(convert_to(concat_ws(E'\x1f', encode(uuid_send(m.article_key), 'hex'),
                encode(uuid_send(m.event_key), 'hex'), m.sentence, m.trigger_start, m.trigger_end), 'UTF8')), 1, 16)
               AS key_true
    FROM staging.mention m
    LEFT JOIN (SELECT key, text, length(text) AS n_chars FROM staging.article WHERE batch_id = '{batch}' OFFSET 0) a
           ON a.key = m.article_key
    LEFT JOIN staging.event e
           ON e.batch_id = '{batch}' AND e.event_key = m.event_key AND e.article_key = m.article_key
    {_copies("mention", "m", SAME_WORDS, batch, "same")}
    WHERE m.batch_id = '{batch}' OFFSET 0
) staged OFFSET 0"""
    return Relation("mentions", query, MENTION_CONTEXT, "mention")


def offices() -> Relation:
    """The small table in memory of mentions and the offices they leaned on (`events.quality.offices`)."""
    return Relation("offices", "", OFFICE_CONTEXT, "mention")


def published(batch: UUID) -> tuple[Relation, ...]:
    """What a published batch left in the tables: the ledger row, its events, its mentions."""
    ledger = f"""
SELECT b.id AS key, NULL::uuid AS article_key,
       concat_ws(' ', 'articles', articles, 'with', with_events, 'without', without_events, 'rejected', rejected)
           AS detail,
       articles - with_events - without_events - rejected AS unaccounted,
       CASE WHEN state = 'published'
            THEN (SELECT count(*) FROM events.article a WHERE a.last_batch = b.id) - articles END AS surplus,
       (SELECT count(*) FROM events.rejection r JOIN events.mention m ON m.article_key = r.article_key
            AND (left(r.code, 5) = 'EV-Q1' OR (left(r.code, 5) = 'EV-Q2' AND m.event_key = r.event_key))
        WHERE r.batch_id = b.id AND r.resolved_by IS NULL AND r.stage = 'quality') AS leaked
FROM events.batch b WHERE b.id = '{batch}'"""
    event = f"""
SELECT e.key, NULL::uuid AS article_key, concat_ws(' ', e.source, e.target, e.code, e.date) AS detail,
       coalesce(m.mentions, 0) AS mentions, e.n_mentions - coalesce(m.mentions, 0) AS mentions_uncounted,
       e.n_articles - coalesce(m.articles, 0) AS articles_uncounted
FROM events.event e
LEFT JOIN LATERAL (SELECT count(*) AS mentions, count(DISTINCT article_key) AS articles
                   FROM events.mention m WHERE m.event_key = e.key) m ON true
WHERE e.last_batch = '{batch}'"""
    mention = f"""
SELECT m.key, m.article_key, concat_ws(' ', m.evidence_start, m.evidence_end, length(a.text)) AS detail,
       length(a.text) - m.evidence_end AS evidence_room
FROM events.mention m JOIN events.article a ON a.key = m.article_key WHERE a.last_batch = '{batch}'"""
    return (
        Relation("ledger", ledger, LEDGER_CONTEXT, "batch"),
        Relation("loaded_events", event, LEDGER_CONTEXT, "event"),
        Relation("loaded_mentions", mention, LEDGER_CONTEXT, "mention"),
    )


def _escaped(column: str) -> str:
    """The column as the content hash reads it: null and the separators written as `events.store.keys` does."""
    inner = rf"replace(replace(replace({column}, E'\x1b', E'\x1b\x1b'), E'\x1e', E'\x1b-'), E'\x1f', E'\x1b_')"
    return rf"coalesce({inner}, E'\x1e')"


def _folded(column: str) -> str:
    """The column as names are looked up: no presentation forms, vowel signs, tatweel, hamza seats, Persian letters."""
    plain = (
        rf"regexp_replace(normalize({column}, NFKC), '[\u0610-\u061A\u0640\u064B-\u065F\u0670\u200B-\u200F]+', '', 'g')"
    )
    wanted, given = r"\0623\0625\0622\0671\0649\06CC\06A9\0629", r"\0627\0627\0627\0627\064A\064A\0643\0647"
    return f"translate({plain}, U&'{wanted}', U&'{given}')"


def _copies(table: str, row: str, parts: tuple[str, ...], batch: UUID, name: str, where: str = "true") -> str:
    """A join that gives, as `name.copies`, how often the parts of a staged row stand in the batch, where more than
    once."""
    inner, outer = [[part.format(alias) for part in parts] for alias in ("o", row)]
    listed = ", ".join(f"{part} AS part_{n}" for n, part in enumerate(inner))
    joined = " AND ".join(f"{name}.part_{n} = {part}" for n, part in enumerate(outer))
    return f"""LEFT JOIN (SELECT {listed}, count(*) AS copies FROM staging.{table} o
           WHERE o.batch_id = '{batch}' AND {where.format("o")}
           GROUP BY {", ".join(str(n + 1) for n in range(len(parts)))} HAVING count(*) > 1) {name} ON {joined}
          AND {where.format(row)}"""


def _among(codes: Iterable[str]) -> str:
    """`= ANY (…)` over the codes; those not of ASCII letters and digits are left out."""
    plain = sorted({code for code in codes if code == "---" or (code.isascii() and code.isalnum())})
    return f"= ANY ('{{{','.join(plain)}}}'::text[])"


def _share_of(text: str, *without: str) -> str:
    """The share of the first kind of letter among both, as SQL over a text column; `without` are the complements."""
    first, second = [f"length(regexp_replace({text}, '{pattern}', '', 'g'))" for pattern in without]
    return f"{first}::real / nullif({first} + {second}, 0)"


def _room(start: str, end: str) -> str:
    """Characters between the span and the end of the text, negative where it lies outside or ends before it begins."""
    return (
        f"CASE WHEN m.{start} IS NULL AND m.{end} IS NULL THEN NULL "
        f"WHEN m.{start} IS NULL OR m.{end} IS NULL THEN -1 "
        f"ELSE least(m.{start}, m.{end} - m.{start} - 1, a.n_chars - m.{end}) END"
    )
