-- The event table, what supports it, and the ledger.
-- Keys are hashes over content, held as uuid: no sequence anywhere, so a retry gives the same rows. Those of articles and
-- events begin with their day, so that the rows of a day lie together in every index on a key.

CREATE SCHEMA events;
CREATE SCHEMA staging;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- The first four hex digits of the key of an article or event of that day: days since 1900, modulo 65536; ffff for none.
CREATE FUNCTION events.day_digits(day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(lpad(to_hex(((day - DATE '1900-01-01') % 65536 + 65536) % 65536), 4, '0'), 'ffff');

-- 1. Domains ---------------------------------------------------------------------------------------------------------
-- Lengths are counted, not matched: a pattern with {64} costs a row more than all indexes of an article together.

CREATE DOMAIN events.cameo_code AS text
    CONSTRAINT cameo_code_form CHECK (VALUE ~ '^(0[1-9]|1[0-9]|20)[0-9]{0,2}$');
CREATE DOMAIN events.actor_code AS text
    CONSTRAINT actor_code_form CHECK (VALUE = '---' OR (length(VALUE) IN (3, 6, 9) AND VALUE ~ '^[A-Z][A-Z0-9]*$'));
CREATE DOMAIN events.country_code AS text
    CONSTRAINT country_code_form CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN events.grain AS text
    CONSTRAINT grain_known CHECK (VALUE IN ('day', 'week', 'month', 'quarter', 'year', 'decade', 'unknown'));
CREATE DOMAIN events.confidence AS real
    CONSTRAINT confidence_range CHECK (VALUE BETWEEN 0 AND 1);
CREATE DOMAIN events.quad_class AS smallint
    CONSTRAINT quad_class_range CHECK (VALUE BETWEEN 1 AND 4);
CREATE DOMAIN events.goldstein AS real
    CONSTRAINT goldstein_range CHECK (VALUE BETWEEN -10 AND 10);
CREATE DOMAIN events.latitude AS double precision
    CONSTRAINT latitude_range CHECK (VALUE BETWEEN -90 AND 90);
CREATE DOMAIN events.longitude AS double precision
    CONSTRAINT longitude_range CHECK (VALUE BETWEEN -180 AND 180);
CREATE DOMAIN events.rejection_code AS text
    CONSTRAINT rejection_code_form CHECK (VALUE ~ '^EV-[ICDXQL][0-9]{3}$');

-- 2. Reference tables, loaded from seeds/ ------------------------------------------------------------------------------

CREATE TABLE events.cameo (
    code events.cameo_code PRIMARY KEY,
    label text NOT NULL CHECK (label <> ''),
    label_ar text NOT NULL CHECK (label_ar <> ''),
    parent events.cameo_code REFERENCES events.cameo,
    root events.cameo_code NOT NULL CHECK (root = left(code, 2)),
    quad_class events.quad_class NOT NULL,
    gdelt_quad_class events.quad_class NOT NULL,
    goldstein events.goldstein NOT NULL,
    goldstein_inherited boolean NOT NULL,
    plover text NOT NULL,
    CHECK ((parent IS NULL) = (length(code) = 2))
);

CREATE TABLE events.country (
    code events.country_code PRIMARY KEY,
    name_en text NOT NULL,
    name_ar text NOT NULL,
    capital text
);

CREATE TABLE events.actor (
    id text PRIMARY KEY,
    code events.actor_code NOT NULL,
    kind text NOT NULL,
    name_en text NOT NULL,
    name_ar text NOT NULL,
    valid_from text,
    valid_to text
);
CREATE INDEX actor_code ON events.actor (code);

CREATE TABLE events.source (
    name text PRIMARY KEY,
    name_ar text,
    country events.country_code,
    kind text,
    url text,
    language text
);

-- 3. The ledger --------------------------------------------------------------------------------------------------------

CREATE TABLE events.batch (
    id uuid PRIMARY KEY,
    code_version text NOT NULL CHECK (code_version <> ''),
    seeds_fingerprint text NOT NULL CHECK (seeds_fingerprint <> ''),
    state text NOT NULL CHECK (state IN ('published', 'held')),
    articles integer NOT NULL CHECK (articles >= 0),
    with_events integer NOT NULL CHECK (with_events >= 0),
    without_events integer NOT NULL CHECK (without_events >= 0),
    rejected integer NOT NULL CHECK (rejected >= 0),
    articles_new integer NOT NULL DEFAULT 0 CHECK (articles_new >= 0),
    events_new integer NOT NULL DEFAULT 0 CHECK (events_new >= 0),
    events_changed integer NOT NULL DEFAULT 0 CHECK (events_changed >= 0),
    events_removed integer NOT NULL DEFAULT 0 CHECK (events_removed >= 0),
    events_quarantined integer NOT NULL DEFAULT 0 CHECK (events_quarantined >= 0),
    mentions integer NOT NULL DEFAULT 0 CHECK (mentions >= 0),
    loaded_at timestamptz NOT NULL DEFAULT now(),
    note text NOT NULL DEFAULT '',
    CONSTRAINT batch_accounts_for_every_article CHECK (articles = with_events + without_events + rejected)
);
CREATE INDEX batch_loaded_at ON events.batch (loaded_at);

-- 4. Articles, events, mentions ----------------------------------------------------------------------------------------

CREATE TABLE events.article (
    key uuid PRIMARY KEY,
    content_hash text NOT NULL CHECK (length(content_hash) = 64 AND content_hash !~ '[^0-9a-f]'),
    id text NOT NULL,
    source text,
    published date,
    url text,
    title text,
    text text NOT NULL,
    flags text[] NOT NULL DEFAULT '{}',
    outcome text NOT NULL CHECK (outcome IN ('events', 'none', 'rejected')),
    first_batch uuid NOT NULL,
    last_batch uuid NOT NULL REFERENCES events.batch DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX article_published ON events.article (published);
CREATE INDEX article_last_batch ON events.article (last_batch);

CREATE TABLE events.event (
    key uuid PRIMARY KEY,
    source events.actor_code NOT NULL,
    target events.actor_code NOT NULL,
    source_primary text NOT NULL GENERATED ALWAYS AS (left(source, 3)) STORED,
    target_primary text NOT NULL GENERATED ALWAYS AS (left(target, 3)) STORED,
    code text NOT NULL,
    root text NOT NULL CHECK (root = left(code, 2)),
    quad_class events.quad_class NOT NULL,
    goldstein events.goldstein NOT NULL,
    date date,
    date_end date,
    grain events.grain NOT NULL,
    place_name text,
    place_country events.country_code,
    place_lat events.latitude,
    place_lon events.longitude,
    confidence events.confidence NOT NULL,
    n_mentions integer NOT NULL CHECK (n_mentions > 0),
    n_articles integer NOT NULL CHECK (n_articles > 0),
    n_sources integer NOT NULL CHECK (n_sources >= 0),
    first_published date,
    first_batch uuid NOT NULL,
    last_batch uuid NOT NULL,
    CONSTRAINT event_date_or_unknown CHECK ((grain = 'unknown') = (date IS NULL)),
    CONSTRAINT event_interval CHECK (date_end IS NULL OR (date IS NOT NULL AND date_end >= date)),
    CONSTRAINT event_has_an_actor CHECK (source <> '---' OR target <> '---'),
    CONSTRAINT event_place_point CHECK ((place_lat IS NULL) = (place_lon IS NULL)),
    CONSTRAINT event_place_named CHECK (place_name IS NOT NULL OR (place_country IS NULL AND place_lat IS NULL)),
    CONSTRAINT event_counts CHECK (n_articles <= n_mentions AND n_sources <= n_articles)
) WITH (fillfactor = 90);  -- room for the new counts of an event told again, on its own page and without a new index entry

CREATE TABLE events.mention (
    key uuid NOT NULL,
    event_key uuid NOT NULL,
    article_key uuid NOT NULL,
    sentence integer NOT NULL CHECK (sentence >= 0),
    date_end date,
    place_name text,
    place_country events.country_code,
    place_lat events.latitude,
    place_lon events.longitude,
    place_start integer,
    place_end integer,
    evidence_start integer NOT NULL,
    evidence_end integer NOT NULL,
    trigger_start integer NOT NULL,
    trigger_end integer NOT NULL,
    source_start integer,
    source_end integer,
    target_start integer,
    target_end integer,
    date_start integer,
    date_stop integer,
    rule text NOT NULL CHECK (rule <> ''),
    seeds text[] NOT NULL,
    steps text[] NOT NULL,
    confidence events.confidence NOT NULL,
    PRIMARY KEY (event_key, key),
    CONSTRAINT mention_evidence_span CHECK (0 <= evidence_start AND evidence_start < evidence_end),
    CONSTRAINT mention_trigger_span CHECK (0 <= trigger_start AND trigger_start < trigger_end),
    CONSTRAINT mention_source_span CHECK ((source_start IS NULL) = (source_end IS NULL) AND (source_start IS NULL OR (0 <= source_start AND source_start < source_end))),
    CONSTRAINT mention_target_span CHECK ((target_start IS NULL) = (target_end IS NULL) AND (target_start IS NULL OR (0 <= target_start AND target_start < target_end))),
    CONSTRAINT mention_date_span CHECK ((date_start IS NULL) = (date_stop IS NULL) AND (date_start IS NULL OR (0 <= date_start AND date_start < date_stop))),
    CONSTRAINT mention_place_span CHECK ((place_start IS NULL) = (place_end IS NULL) AND (place_start IS NULL OR (0 <= place_start AND place_start < place_end))),
    CONSTRAINT mention_place_point CHECK ((place_lat IS NULL) = (place_lon IS NULL))
);

-- An event's code and a mention's event and article must exist. Checked once a statement instead of once a row: row-wise
-- foreign keys lock every row that is pointed to, and cost a third of a load. The plans are held to one look-up by key a
-- row: read from end to end, the tables would make a load the dearer the more is in them.
CREATE FUNCTION events.event_has_its_code() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT code FROM written) w
               WHERE NOT EXISTS (SELECT FROM events.cameo c WHERE c.code = w.code)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an event has a code that does not exist',
            SCHEMA = 'events', TABLE = 'event', CONSTRAINT = 'event_code_fkey';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION events.event_keeps_its_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE integrity_constraint_violation USING MESSAGE = 'what an event''s key is made of cannot change',
        SCHEMA = 'events', TABLE = 'event', CONSTRAINT = 'event_keeps_its_key';
END $$;
CREATE FUNCTION events.code_has_no_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM removed r JOIN events.event e ON e.root = r.root::text AND e.code = r.code::text) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a code that events have cannot be removed',
            SCHEMA = 'events', TABLE = 'cameo', CONSTRAINT = 'event_code_fkey';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_written AFTER INSERT ON events.event REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION events.event_has_its_code();
CREATE TRIGGER event_kept BEFORE UPDATE ON events.event FOR EACH ROW
    WHEN ((OLD.key, OLD.source, OLD.target, OLD.code, OLD.date, OLD.grain)
          IS DISTINCT FROM (NEW.key, NEW.source, NEW.target, NEW.code, NEW.date, NEW.grain))
    EXECUTE FUNCTION events.event_keeps_its_key();
CREATE TRIGGER cameo_removed AFTER DELETE ON events.cameo REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION events.code_has_no_event();
CREATE TRIGGER cameo_kept BEFORE UPDATE ON events.cameo FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code)
    EXECUTE FUNCTION events.event_keeps_its_key();

CREATE FUNCTION events.mention_has_its_event_and_article() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog SET enable_nestloop = on SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_material = off AS $$
BEGIN
    IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM events.event e WHERE e.key = w.event_key)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a mention names an event that does not exist',
            SCHEMA = 'events', TABLE = 'mention', CONSTRAINT = 'mention_event';
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT article_key FROM written) w
               WHERE NOT EXISTS (SELECT FROM events.article a WHERE a.key = w.article_key)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a mention names an article that does not exist',
            SCHEMA = 'events', TABLE = 'mention', CONSTRAINT = 'mention_article';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION events.event_has_no_mention() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM removed r JOIN events.mention m ON m.event_key = r.key) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an event that has mentions cannot be removed',
            SCHEMA = 'events', TABLE = 'event', CONSTRAINT = 'mention_event';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION events.article_has_no_mention() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM removed r JOIN events.mention m ON m.article_key = r.key) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an article that has mentions cannot be removed',
            SCHEMA = 'events', TABLE = 'article', CONSTRAINT = 'mention_article';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mention_written AFTER INSERT ON events.mention REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION events.mention_has_its_event_and_article();
CREATE TRIGGER mention_moved AFTER UPDATE ON events.mention REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION events.mention_has_its_event_and_article();
CREATE TRIGGER event_removed AFTER DELETE ON events.event REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION events.event_has_no_mention();
CREATE TRIGGER article_removed AFTER DELETE ON events.article REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION events.article_has_no_mention();

-- 5. What was turned away, and what changed ------------------------------------------------------------------------------

CREATE TABLE events.rejection (
    key uuid PRIMARY KEY,
    batch_id uuid NOT NULL REFERENCES events.batch DEFERRABLE INITIALLY DEFERRED,
    stage text NOT NULL CHECK (stage <> ''),
    code events.rejection_code NOT NULL,
    detail text NOT NULL CHECK (length(detail) <= 2000),
    raw_hash text NOT NULL CHECK (length(raw_hash) IN (0, 64) AND raw_hash !~ '[^0-9a-f]'),
    article_id text,
    article_key uuid,
    event_key uuid,
    raw text NOT NULL DEFAULT '' CHECK (length(raw) <= 100000),
    rejected_at timestamptz NOT NULL DEFAULT now(),
    resolved_by uuid REFERENCES events.batch DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX rejection_code ON events.rejection (code);
CREATE INDEX rejection_batch ON events.rejection (batch_id);
CREATE INDEX rejection_article ON events.rejection (article_key);

CREATE TABLE events.event_history (
    event_key uuid NOT NULL,
    batch_id uuid NOT NULL REFERENCES events.batch DEFERRABLE INITIALLY DEFERRED,
    change text NOT NULL CHECK (change IN ('changed', 'removed')),
    was jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event_key, batch_id)
);
CREATE INDEX event_history_batch ON events.event_history (batch_id);

-- 6. Data quality ----------------------------------------------------------------------------------------------------------

CREATE TABLE events.quality_run (
    id uuid PRIMARY KEY,
    batch_id uuid,
    suite text NOT NULL,
    success boolean NOT NULL,
    evaluated integer NOT NULL CHECK (evaluated >= 0),
    failed integer NOT NULL CHECK (failed BETWEEN 0 AND evaluated),
    report text NOT NULL DEFAULT '',
    ran_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX quality_run_batch ON events.quality_run (batch_id);

CREATE TABLE events.quality_result (
    run_id uuid NOT NULL REFERENCES events.quality_run ON DELETE CASCADE,
    position integer NOT NULL,
    expectation text NOT NULL,
    column_name text,
    severity text NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    success boolean NOT NULL,
    observed text,
    element_count bigint,
    unexpected_count bigint,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (run_id, position)
);

-- 7. Staging: what a batch brings, before validation. No CHECKs: bad rows must be able to stand here to be found. ------------
-- No unique keys either: the loader stages a key once, the published tables refuse a second one.
-- Unlogged: a server crash empties the rows but not staging.batch, whose counts then no longer agree, and the batch is staged again.

CREATE TABLE staging.batch (
    id uuid PRIMARY KEY,
    code_version text NOT NULL,
    seeds_fingerprint text NOT NULL,
    articles integer NOT NULL,
    article_rows integer NOT NULL,
    event_rows integer NOT NULL,
    mention_rows integer NOT NULL,
    rejection_rows integer NOT NULL,
    staged_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNLOGGED TABLE staging.article (
    batch_id uuid NOT NULL,
    key uuid NOT NULL,
    content_hash text,
    id text,
    source text,
    published date,
    url text,
    title text,
    text text,
    flags text[],
    n_events integer,
    rejected boolean
);
CREATE INDEX staged_article ON staging.article (batch_id);

CREATE UNLOGGED TABLE staging.event (
    batch_id uuid NOT NULL,
    article_key uuid NOT NULL,
    event_key uuid NOT NULL,
    article_id text,
    source text,
    target text,
    code text,
    root text,
    quad_class integer,
    goldstein double precision,
    date date,
    date_end date,
    grain text,
    place_name text,
    place_country text,
    place_lat double precision,
    place_lon double precision,
    confidence double precision,
    n_mentions integer,
    published date
);
CREATE INDEX staged_event ON staging.event (batch_id);

CREATE UNLOGGED TABLE staging.mention (
    batch_id uuid NOT NULL,
    key uuid NOT NULL,
    event_key uuid NOT NULL,
    article_key uuid NOT NULL,
    sentence integer,
    date_end date,
    place_name text,
    place_country text,
    place_lat double precision,
    place_lon double precision,
    place_start integer,
    place_end integer,
    evidence_start integer,
    evidence_end integer,
    trigger_start integer,
    trigger_end integer,
    source_start integer,
    source_end integer,
    target_start integer,
    target_end integer,
    date_start integer,
    date_stop integer,
    rule text,
    seeds text[],
    steps text[],
    confidence double precision
);
CREATE INDEX staged_mention ON staging.mention (batch_id);

CREATE UNLOGGED TABLE staging.rejection (
    batch_id uuid NOT NULL,
    key uuid NOT NULL,
    stage text,
    code text,
    detail text,
    raw_hash text,
    article_id text,
    article_key uuid,
    event_key uuid,
    raw text,
    stands_for integer NOT NULL
);
CREATE INDEX staged_rejection ON staging.rejection (batch_id, key);

CREATE UNLOGGED TABLE staging.quarantine (
    batch_id uuid NOT NULL,
    rejection_key uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('article', 'event', 'mention')),
    key uuid NOT NULL,
    article_key uuid,
    code events.rejection_code NOT NULL,
    expectation text NOT NULL,
    detail text NOT NULL CHECK (length(detail) <= 2000),
    PRIMARY KEY (batch_id, rejection_key)
);
