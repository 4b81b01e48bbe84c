"""The SQL of publishing, in the order it runs. Names in braces come from this module only; values are parameters."""

# ruff: noqa: S608 - table and column names of this module

from __future__ import annotations

# Staged rows the quarantine keeps out: added to a read of staging.mention m where the batch has a quarantine at all.
_PASSES = """
      AND NOT EXISTS (SELECT FROM staging.quarantine q
                      WHERE q.batch_id = %(batch)s AND q.kind = 'mention' AND q.key = m.key)
      AND NOT EXISTS (SELECT FROM staging.quarantine q
                      WHERE q.batch_id = %(batch)s AND q.kind = 'article' AND q.key = m.article_key)
      AND NOT EXISTS (SELECT FROM staging.quarantine q
                      WHERE q.batch_id = %(batch)s AND q.kind = 'event' AND q.article_key IS NULL
                        AND q.key = m.event_key)
      AND NOT EXISTS (SELECT FROM staging.quarantine q
                      WHERE q.batch_id = %(batch)s AND q.kind = 'event' AND q.article_key = m.article_key
                        AND q.key = m.event_key)"""
QUARANTINED = "SELECT EXISTS (SELECT FROM staging.quarantine WHERE batch_id = %(batch)s)"

# What mentions add up to. The strongest mention (then the lowest key) gives the interval's end and the place.
SUPPORT = """
    SELECT s.key, s.confidence, s.n_mentions, s.n_articles, s.n_sources, s.first_published, b.date_end,
           p.place_name, p.place_country, p.place_lat, p.place_lon
    FROM (
        SELECT m.event_key AS key, max(m.confidence) AS confidence, count(*) AS n_mentions,
               count(DISTINCT m.article_key) AS n_articles, count(DISTINCT a.source) AS n_sources,
               min(a.published) AS first_published,
               (array_agg(m.key ORDER BY m.confidence DESC, m.key))[1] AS best,
               (array_agg(m.key ORDER BY m.confidence DESC, m.key) FILTER (WHERE m.place_name IS NOT NULL))[1] AS placed
        FROM {mention} m JOIN {article} a ON a.key = m.article_key
        {only}
        GROUP BY m.event_key
    ) s
    JOIN {mention} b ON b.event_key = s.key AND b.key = s.best
    LEFT JOIN {mention} p ON p.event_key = s.key AND p.key = s.placed
"""

# What passed validation, in temp tables of the session (gone at commit). Staging has no statistics: unless held to hash
# joins (`GATHERING`), the planner, thinking it small, compares every row with every other.
# Most events are told once in a batch: those need no counting, so they are taken apart from the others.
_PASSING = (
    """
    CREATE TEMP TABLE load_mention ON COMMIT DROP AS
    SELECT m.key, m.event_key, m.article_key, m.confidence, m.date_end, m.place_name, m.place_country, m.place_lat,
           m.place_lon
    FROM staging.mention m WHERE m.batch_id = %(batch)s {passes}
    """,
    """
    CREATE TEMP TABLE load_article ON COMMIT DROP AS
    SELECT a.key, a.content_hash, a.id, a.source, a.published, CASE
        WHEN a.rejected THEN 'rejected'
        WHEN a.key IN (SELECT q.key FROM staging.quarantine q
                       WHERE q.batch_id = %(batch)s AND q.kind = 'article') THEN 'rejected'
        WHEN a.n_events = 0 THEN 'none'
        WHEN a.key IN (SELECT article_key FROM load_mention) THEN 'events'
        ELSE 'rejected' END AS outcome
    FROM staging.article a WHERE a.batch_id = %(batch)s
    """,
    """
    CREATE TEMP TABLE load_count ON COMMIT DROP AS
    SELECT event_key AS key, count(*) AS n FROM load_mention GROUP BY event_key
    """,
    # One row an event: the attributes its key is made of, whichever article tells it, and what the mentions add up to.
    """
    CREATE TEMP TABLE load_event ON COMMIT DROP AS
    SELECT e.event_key AS key, e.source, e.target, e.code, e.root, e.quad_class, e.goldstein, e.date, e.grain,
           m.confidence, 1 AS n_mentions, 1 AS n_articles, (a.source IS NOT NULL)::integer AS n_sources,
           a.published AS first_published, m.date_end, m.place_name, m.place_country, m.place_lat, m.place_lon
    FROM load_count c
    JOIN load_mention m ON m.event_key = c.key
    JOIN staging.event e ON e.event_key = m.event_key AND e.article_key = m.article_key AND e.batch_id = %(batch)s
    JOIN load_article a ON a.key = m.article_key
    WHERE c.n = 1
    """,
    """
    WITH several AS MATERIALIZED (
        SELECT m.* FROM load_mention m JOIN load_count c ON c.key = m.event_key AND c.n > 1
    )
    INSERT INTO load_event
    SELECT e.event_key, e.source, e.target, e.code, e.root, e.quad_class, e.goldstein, e.date, e.grain,
           s.confidence, s.n_mentions, s.n_articles, s.n_sources, s.first_published, s.date_end, s.place_name,
           s.place_country, s.place_lat, s.place_lon
    FROM ({support}) s
    JOIN (SELECT DISTINCT ON (event_key) * FROM staging.event
          WHERE batch_id = %(batch)s AND event_key IN (SELECT key FROM load_count WHERE n > 1)
          ORDER BY event_key, article_key) e ON e.event_key = s.key
    """,
)
SEARCHING = "SET LOCAL enable_nestloop = on"
GATHERING = "SET LOCAL enable_nestloop = off"


def passing(*, quarantined: bool) -> tuple[str, ...]:
    """The statements that make the temp tables `load_…`; `quarantined` where the batch has a quarantine."""
    support = SUPPORT.format(mention="several", article="load_article", only="")
    return tuple(each.format(passes=_PASSES if quarantined else "", support=support) for each in _PASSING)


# Sorted by key in every session, so that overlapping loads wait for one another instead of deadlocking.
ARTICLES = """
    WITH written AS (
        INSERT INTO events.article (key, content_hash, id, source, published, url, title, text, flags, outcome,
                                    first_batch, last_batch)
        SELECT a.key, a.content_hash, a.id, a.source, a.published, a.url, a.title, a.text, a.flags, l.outcome,
               %(batch)s, %(batch)s
        FROM staging.article a JOIN load_article l ON l.key = a.key WHERE a.batch_id = %(batch)s ORDER BY a.key
        ON CONFLICT (key) DO UPDATE
            SET outcome = EXCLUDED.outcome, flags = EXCLUDED.flags, last_batch = EXCLUDED.last_batch
        RETURNING key, xmax = 0 AS fresh
    ), known AS (
        INSERT INTO load_known SELECT key FROM written WHERE NOT fresh
    )
    SELECT count(*) FILTER (WHERE fresh), count(*), (SELECT count(*) FROM load_event) FROM written
"""
KNOWN_ARTICLES = "CREATE TEMP TABLE load_known (key uuid PRIMARY KEY) ON COMMIT DROP"

# Events that re-coded articles supported until now.
FORMER = """
    CREATE TEMP TABLE load_former ON COMMIT DROP AS
    SELECT DISTINCT event_key AS key FROM events.mention WHERE article_key IN (SELECT key FROM load_known)
"""

_EVENT_COLUMNS = (
    "key, source, target, code, root, quad_class, goldstein, date, date_end, grain, place_name, place_country,"
    " place_lat, place_lon, confidence, n_mentions, n_articles, n_sources, first_published, first_batch, last_batch"
)

# One sorted pass takes the lock on every event the batch touches: new ones are inserted, known ones only locked.
EVENTS = f"""
    WITH wanted AS (
        SELECT key, source, target, code, root, quad_class, goldstein, date, date_end, grain, place_name, place_country,
               place_lat, place_lon, confidence, n_mentions, n_articles, n_sources, first_published,
               %(batch)s::uuid AS first_batch, %(batch)s::uuid AS last_batch
        FROM load_event
        UNION ALL
        SELECT {_EVENT_COLUMNS} FROM events.event
        WHERE key IN (SELECT key FROM load_former EXCEPT SELECT key FROM load_event)
    )
    INSERT INTO events.event ({_EVENT_COLUMNS}) SELECT {_EVENT_COLUMNS} FROM wanted ORDER BY key
    ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key WHERE false
"""

FORGET_MENTIONS = "DELETE FROM events.mention WHERE article_key IN (SELECT key FROM load_known)"

_MENTION_COLUMNS = (
    "key, event_key, article_key, sentence, date_end, place_name, place_country, place_lat, place_lon, place_start,"
    " place_end, evidence_start, evidence_end, trigger_start, trigger_end, source_start, source_end, target_start,"
    " target_end, date_start, date_stop, rule, seeds, steps, confidence"
)


def mentions(*, quarantined: bool) -> str:
    """The statement that publishes the mentions; `quarantined` where the batch has a quarantine."""
    passes = _PASSES if quarantined else ""
    return (
        f"INSERT INTO events.mention ({_MENTION_COLUMNS}) SELECT {_MENTION_COLUMNS} FROM staging.mention m"
        f" WHERE m.batch_id = %(batch)s {passes} ORDER BY event_key, key"
    )


# Events known before, recomputed from all their mentions, the former state kept where it changed: those that another
# batch brought first. A batch is published once, so what bears its mark is what it has just inserted.
TOUCHED = """
    CREATE TEMP TABLE load_touched ON COMMIT DROP AS
    SELECT l.key FROM (SELECT key FROM load_event UNION SELECT key FROM load_former) l
    WHERE (SELECT e.first_batch FROM events.event e WHERE e.key = l.key) <> %(batch)s
"""
RECOUNT = "CREATE TEMP TABLE load_support ON COMMIT DROP AS " + SUPPORT.format(
    mention="events.mention", article="events.article", only="WHERE m.event_key IN (SELECT key FROM load_touched)"
)
_SAME = (
    "(e.confidence, e.n_mentions, e.n_articles, e.n_sources, e.first_published, e.date_end, e.place_name,"
    " e.place_country, e.place_lat, e.place_lon) IS NOT DISTINCT FROM (s.confidence::real, s.n_mentions, s.n_articles,"
    " s.n_sources, s.first_published, s.date_end, s.place_name, s.place_country, s.place_lat, s.place_lon)"
)
DIFFERING = f"""
    SELECT e.key, e.last_batch FROM events.event e JOIN load_touched t USING (key) LEFT JOIN load_support s USING (key)
    WHERE s.key IS NULL OR NOT ({_SAME}) ORDER BY e.key
"""
_HISTORY = "INSERT INTO events.event_history (event_key, batch_id, change, was)"
CHANGES = (
    f"""
    {_HISTORY}
    SELECT e.key, %(batch)s, 'changed', to_jsonb(e) FROM events.event e JOIN load_support s USING (key)
    WHERE NOT ({_SAME}) ORDER BY e.key ON CONFLICT DO NOTHING
    """,
    f"""
    {_HISTORY}
    SELECT e.key, %(batch)s, 'removed', to_jsonb(e) FROM events.event e
    WHERE e.key IN (SELECT key FROM load_touched EXCEPT SELECT key FROM load_support) ORDER BY e.key
    ON CONFLICT DO NOTHING
    """,
)
UPDATE_EVENTS = f"""
    UPDATE events.event e
    SET confidence = s.confidence, n_mentions = s.n_mentions, n_articles = s.n_articles, n_sources = s.n_sources,
        first_published = s.first_published, date_end = s.date_end, place_name = s.place_name,
        place_country = s.place_country, place_lat = s.place_lat, place_lon = s.place_lon, last_batch = %(batch)s
    FROM load_support s WHERE s.key = e.key AND NOT ({_SAME})
"""
REMOVE_EVENTS = """
    DELETE FROM events.event WHERE key IN (SELECT key FROM load_touched EXCEPT SELECT key FROM load_support)
"""

# Rejections of the batch; refused again means open again. What the batch's articles were refused for before is settled.
REJECTIONS = (
    """
    INSERT INTO events.rejection (key, batch_id, stage, code, detail, raw_hash, article_id, article_key, event_key, raw)
    SELECT DISTINCT ON (key) * FROM (
        SELECT key, %(batch)s::uuid, stage, code, detail, raw_hash, article_id, article_key, event_key, raw
        FROM staging.rejection WHERE batch_id = %(batch)s
        UNION ALL
        SELECT q.rejection_key, %(batch)s, 'quality', q.code, left(q.expectation || ': ' || q.detail, 2000),
               coalesce(a.content_hash, ''), a.id, a.key, CASE q.kind WHEN 'event' THEN q.key ELSE m.event_key END, ''
        FROM staging.quarantine q
        LEFT JOIN staging.mention m ON m.batch_id = q.batch_id AND q.kind = 'mention' AND m.key = q.key
        LEFT JOIN LATERAL (
            SELECT e.article_key FROM staging.event e
            WHERE e.batch_id = q.batch_id AND q.kind = 'event' AND e.event_key = q.key ORDER BY e.article_key LIMIT 1
        ) e ON true
        LEFT JOIN load_article a
            ON a.key = CASE q.kind WHEN 'article' THEN q.key
                                   ELSE coalesce(q.article_key, m.article_key, e.article_key) END
        WHERE q.batch_id = %(batch)s
    ) found ORDER BY key
    ON CONFLICT (key) DO UPDATE SET batch_id = EXCLUDED.batch_id, resolved_by = NULL
    """,
    """
    UPDATE events.rejection r SET resolved_by = %(batch)s
    WHERE r.resolved_by IS NULL AND r.batch_id <> %(batch)s
      AND (r.article_key IN (SELECT key FROM load_known) OR r.key = ANY(%(resolves)s))
    """,
)

COUNTS = """
    SELECT
        (SELECT count(*) FROM load_article WHERE outcome = 'events'),
        (SELECT count(*) FROM load_article WHERE outcome = 'none'),
        (SELECT count(*) FROM load_article WHERE outcome = 'rejected')
            + (SELECT coalesce(sum(stands_for), 0) FROM staging.rejection WHERE batch_id = %(batch)s),
        (SELECT count(DISTINCT event_key) FROM staging.event WHERE batch_id = %(batch)s)
            - (SELECT count(*) FROM load_event),
        (SELECT count(*) FROM load_mention)
"""

STAGED_ROWS = """
    SELECT (SELECT count(*) FROM staging.article WHERE batch_id = %(batch)s),
           (SELECT count(*) FROM staging.event WHERE batch_id = %(batch)s),
           (SELECT count(*) FROM staging.mention WHERE batch_id = %(batch)s),
           (SELECT count(*) FROM staging.rejection WHERE batch_id = %(batch)s)
"""

LEDGER = """
    INSERT INTO events.batch (id, code_version, seeds_fingerprint, state, articles, with_events, without_events,
                              rejected, articles_new, events_new, events_changed, events_removed, events_quarantined,
                              mentions, note)
    VALUES (%(id)s, %(code_version)s, %(seeds_fingerprint)s, %(state)s, %(articles)s, %(with_events)s,
            %(without_events)s, %(rejected)s, %(articles_new)s, %(events_new)s, %(events_changed)s, %(events_removed)s,
            %(events_quarantined)s, %(mentions)s, %(note)s)
    ON CONFLICT (id) DO UPDATE
        SET state = EXCLUDED.state, articles = EXCLUDED.articles, with_events = EXCLUDED.with_events,
            without_events = EXCLUDED.without_events, rejected = EXCLUDED.rejected,
            articles_new = EXCLUDED.articles_new,
            events_new = EXCLUDED.events_new, events_changed = EXCLUDED.events_changed,
            events_removed = EXCLUDED.events_removed, events_quarantined = EXCLUDED.events_quarantined,
            mentions = EXCLUDED.mentions, note = EXCLUDED.note, loaded_at = now()
        WHERE batch.state = 'held'
"""
