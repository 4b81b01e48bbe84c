-- What analysts ask by: date, dyad, code, place, batch. And the tables that name roles and GDELT's country codes.

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

-- Each costs a load its share, so there is one a way of asking, and none holds what changes when an event is told again.
-- From Postgres 18 on, a question that leaves the first column open skips from value to value: one for a target alone in
-- event_dyad, one for a period alone in event_root.
CREATE INDEX event_dyad ON events.event (source_primary, target_primary, date) INCLUDE (quad_class, goldstein);
CREATE INDEX event_root ON events.event (root, date);
-- Cells of one degree by one: events around a point in a period are a few short ranges of this index.
CREATE INDEX event_cell ON events.event
    ((floor(place_lat::double precision) * 360 + floor(place_lon::double precision)), date)
    INCLUDE (place_lat, place_lon, key) WHERE place_lat IS NOT NULL;
CREATE INDEX event_first_batch ON events.event (first_batch);
CREATE INDEX mention_article ON events.mention (article_key);
