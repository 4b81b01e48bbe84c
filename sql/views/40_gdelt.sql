-- GDELT's 61 columns in GDELT 2.0's order; 1.0 has the same without the three ADM2 columns.
-- Codes are GDELT's: its quad classes, denial as 016 (015 in our codebook), EEC for the European Union, FIPS for places.
CREATE VIEW analyst.gdelt_events AS
SELECT ('x' || left(replace(e.key::text, '-', ''), 16))::bit(64)::bigint & 9223372036854775807 AS "GLOBALEVENTID",
       to_char(e.date, 'YYYYMMDD')::integer AS "SQLDATE", to_char(e.date, 'YYYYMM')::integer AS "MonthYear",
       extract(year FROM e.date)::integer AS "Year",
       round(extract(year FROM e.date) + (extract(month FROM e.date) * 30 + extract(day FROM e.date)) / 365, 4)::numeric(9, 4) AS "FractionDate",
       CASE e.source WHEN '---' THEN NULL WHEN 'EUR' THEN 'EEC' ELSE e.source::text END AS "Actor1Code",
       upper(coalesce(sn.name_en, sp.name_en)) AS "Actor1Name",
       CASE WHEN sp.kind = 'country' THEN e.source_primary END AS "Actor1CountryCode",
       CASE WHEN sp.kind = 'country' OR e.source = '---' THEN NULL WHEN e.source_primary = 'EUR' THEN 'EEC' WHEN e.source_primary NOT IN ('IMG', 'NGO') THEN e.source_primary END AS "Actor1KnownGroupCode",
       NULL::text AS "Actor1EthnicCode", NULL::text AS "Actor1Religion1Code", NULL::text AS "Actor1Religion2Code",
       CASE WHEN e.source_primary IN ('IMG', 'NGO') THEN e.source_primary ELSE sr.code END AS "Actor1Type1Code",
       NULL::text AS "Actor1Type2Code", NULL::text AS "Actor1Type3Code",
       CASE e.target WHEN '---' THEN NULL WHEN 'EUR' THEN 'EEC' ELSE e.target::text END AS "Actor2Code",
       upper(coalesce(tn.name_en, tp.name_en)) AS "Actor2Name",
       CASE WHEN tp.kind = 'country' THEN e.target_primary END AS "Actor2CountryCode",
       CASE WHEN tp.kind = 'country' OR e.target = '---' THEN NULL WHEN e.target_primary = 'EUR' THEN 'EEC' WHEN e.target_primary NOT IN ('IMG', 'NGO') THEN e.target_primary END AS "Actor2KnownGroupCode",
       NULL::text AS "Actor2EthnicCode", NULL::text AS "Actor2Religion1Code", NULL::text AS "Actor2Religion2Code",
       CASE WHEN e.target_primary IN ('IMG', 'NGO') THEN e.target_primary ELSE tr.code END AS "Actor2Type1Code",
       NULL::text AS "Actor2Type2Code", NULL::text AS "Actor2Type3Code",
       1 AS "IsRootEvent",
       CASE e.code WHEN '015' THEN '016' ELSE CASE length(e.code) WHEN 2 THEN e.code || '0' ELSE e.code::text END END AS "EventCode",
       CASE e.code WHEN '015' THEN '016' ELSE CASE length(e.code) WHEN 2 THEN e.code || '0' ELSE left(e.code, 3) END END AS "EventBaseCode",
       e.root::text AS "EventRootCode",
       c.gdelt_quad_class::smallint AS "QuadClass",
       (CASE e.code WHEN '015' THEN -2.0 ELSE e.goldstein END)::numeric(4, 1) AS "GoldsteinScale",
       e.n_mentions AS "NumMentions", e.n_sources AS "NumSources", e.n_articles AS "NumArticles", NULL::real AS "AvgTone",
       0 AS "Actor1Geo_Type", NULL::text AS "Actor1Geo_FullName", NULL::text AS "Actor1Geo_CountryCode",
       NULL::text AS "Actor1Geo_ADM1Code", NULL::text AS "Actor1Geo_ADM2Code", NULL::double precision AS "Actor1Geo_Lat",
       NULL::double precision AS "Actor1Geo_Long", NULL::text AS "Actor1Geo_FeatureID",
       0 AS "Actor2Geo_Type", NULL::text AS "Actor2Geo_FullName", NULL::text AS "Actor2Geo_CountryCode",
       NULL::text AS "Actor2Geo_ADM1Code", NULL::text AS "Actor2Geo_ADM2Code", NULL::double precision AS "Actor2Geo_Lat",
       NULL::double precision AS "Actor2Geo_Long", NULL::text AS "Actor2Geo_FeatureID",
       CASE WHEN e.place_name IS NULL THEN 0 WHEN e.place_lat IS NULL THEN 1 ELSE 4 END AS "ActionGeo_Type",
       e.place_name AS "ActionGeo_FullName", f.fips AS "ActionGeo_CountryCode", f.fips AS "ActionGeo_ADM1Code",
       NULL::text AS "ActionGeo_ADM2Code", e.place_lat::double precision AS "ActionGeo_Lat",
       e.place_lon::double precision AS "ActionGeo_Long", NULL::text AS "ActionGeo_FeatureID",
       to_char(b.loaded_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')::bigint AS "DATEADDED",
       (SELECT min(a.url) FROM events.mention m JOIN events.article a ON a.key = m.article_key WHERE m.event_key = e.key) AS "SOURCEURL"
FROM events.event e
JOIN events.cameo c ON c.code = e.code
JOIN events.batch b ON b.id = e.first_batch
LEFT JOIN events.actor_name sn ON sn.code = e.source AND length(e.source) > 3
LEFT JOIN events.actor_name sp ON sp.code = e.source_primary
LEFT JOIN events.role sr ON sr.code = substr(e.source, 4, 3)
LEFT JOIN events.actor_name tn ON tn.code = e.target AND length(e.target) > 3
LEFT JOIN events.actor_name tp ON tp.code = e.target_primary
LEFT JOIN events.role tr ON tr.code = substr(e.target, 4, 3)
LEFT JOIN events.fips f ON f.code = e.place_country
WHERE e.date IS NOT NULL;
COMMENT ON VIEW analyst.gdelt_events IS 'Dated events in GDELT 2.0''s columns, order and codes, for tools that read GDELT. Tone, ethnic and religious codes are not coded here. الأحداث بصيغة GDELT.';

CREATE VIEW analyst.plover_events AS
SELECT e.key AS id, e.date, e.date_end, e.grain::text AS date_grain, c.plover AS event_type, e.code::text AS cameo,
       e.source::text AS actor, nullif(e.target::text, '---') AS recipient,
       e.place_name AS location, e.place_country::text AS country, e.place_lat::double precision AS latitude,
       e.place_lon::double precision AS longitude, e.quad_class::smallint AS quad_class, e.goldstein::real AS goldstein,
       e.confidence::real AS confidence, e.n_articles, e.n_sources
FROM events.event e JOIN events.cameo c ON c.code = e.code
WHERE c.plover <> '';
COMMENT ON VIEW analyst.plover_events IS 'Events by PLOVER type, after the published CAMEO mapping; roots 01 and 02 have no type there and are left out. الأحداث بتصنيف PLOVER.';
