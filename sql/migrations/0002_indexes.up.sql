-- What analysts ask by: date, dyad, either side, code, place, batch. And the tables that name roles and GDELT's country codes.

CREATE TABLE events.role (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z]{3}$'),
    label text NOT NULL,
    label_ar text NOT NULL
);

CREATE TABLE events.fips (
    code events.country_code PRIMARY KEY,
    fips text NOT NULL CHECK (fips ~ '^[A-Z0-9]{2}$')
);

-- Names of actor codes, made from country and actor when the seeds are loaded: labels then cost one look-up.
CREATE TABLE events.actor_name (
    code text PRIMARY KEY,
    name_en text NOT NULL,
    name_ar text NOT NULL,
    kind text NOT NULL
);

CREATE INDEX event_date ON events.event (date)
    INCLUDE (source_primary, target_primary, quad_class, goldstein, n_mentions, n_articles, n_sources, key);
CREATE INDEX event_dyad ON events.event (source_primary, target_primary, date) INCLUDE (quad_class, goldstein, n_mentions);
CREATE INDEX event_target ON events.event (target_primary, date) INCLUDE (quad_class, goldstein, n_mentions);
CREATE INDEX event_root ON events.event (root, date);
CREATE INDEX event_place ON events.event (place_country, date) WHERE place_country IS NOT NULL;
-- Cells of one degree by one: events around a point in a period are a few short ranges of this index.
CREATE INDEX event_cell ON events.event
    ((floor(place_lat::double precision) * 360 + floor(place_lon::double precision)), date) WHERE place_lat IS NOT NULL;
CREATE INDEX event_first_batch ON events.event (first_batch);
CREATE INDEX mention_article ON events.mention (article_key);
