-- Events without labels: what functions and fast questions read.
CREATE VIEW analyst.event_codes AS
SELECT key AS event_key, date, date_end, grain::text AS grain, source::text AS source, target::text AS target, source_primary,
       target_primary, code::text AS code, root::text AS root, quad_class::smallint AS quad_class, goldstein::real AS goldstein,
       place_name, place_country::text AS place_country, place_lat::double precision AS place_lat,
       place_lon::double precision AS place_lon, confidence::real AS confidence, n_mentions, n_articles, n_sources,
       first_published, first_batch, last_batch
FROM events.event;
COMMENT ON VIEW analyst.event_codes IS 'One row an event, codes only: the quickest form. الأحداث برموزها دون تسميات.';

CREATE VIEW analyst.events AS
SELECT e.key AS event_key, e.date, e.date_end, e.grain::text AS grain,
       e.source::text AS source, coalesce(sn.name_en, concat_ws(' ', sp.name_en, sr.label), e.source) AS source_name,
       coalesce(sn.name_ar, concat_ws(' - ', sp.name_ar, sr.label_ar), e.source) AS source_name_ar,
       e.target::text AS target, coalesce(tn.name_en, concat_ws(' ', tp.name_en, tr.label), e.target) AS target_name,
       coalesce(tn.name_ar, concat_ws(' - ', tp.name_ar, tr.label_ar), e.target) AS target_name_ar,
       e.source_primary, e.target_primary,
       e.code::text AS code, c.label, c.label_ar, e.root::text AS root, r.label AS root_label, r.label_ar AS root_label_ar,
       e.quad_class::smallint AS quad_class, e.goldstein::real AS goldstein,
       e.place_name, e.place_country::text AS place_country, pc.name_en AS place_country_name,
       pc.name_ar AS place_country_name_ar, e.place_lat::double precision AS place_lat,
       e.place_lon::double precision AS place_lon,
       e.confidence::real AS confidence, e.n_mentions, e.n_articles, e.n_sources, e.first_published,
       e.first_batch, e.last_batch
FROM events.event e
LEFT JOIN events.cameo c ON c.code = e.code
LEFT JOIN events.cameo r ON r.code = e.root
LEFT JOIN events.actor_name sn ON sn.code = e.source AND length(e.source) > 3
LEFT JOIN events.actor_name sp ON sp.code = e.source_primary
LEFT JOIN events.role sr ON sr.code = substr(e.source, 4, 3)
LEFT JOIN events.actor_name tn ON tn.code = e.target AND length(e.target) > 3
LEFT JOIN events.actor_name tp ON tp.code = e.target_primary
LEFT JOIN events.role tr ON tr.code = substr(e.target, 4, 3)
LEFT JOIN events.country pc ON pc.code = e.place_country;
COMMENT ON VIEW analyst.events IS 'One row an event reported by the press, with labels: who did what to whom, when, where. Reports, not verified incidents. صف لكل حدث كما روته الصحافة.';

CREATE VIEW analyst.mentions AS
SELECT m.key AS mention_key, m.event_key, a.key AS article_key, a.id AS article_id, a.source AS news_source, a.published, a.url,
       a.title, m.sentence,
       substr(a.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) AS evidence,
       substr(a.text, m.trigger_start + 1, m.trigger_end - m.trigger_start) AS trigger,
       substr(a.text, m.source_start + 1, m.source_end - m.source_start) AS source_text,
       substr(a.text, m.target_start + 1, m.target_end - m.target_start) AS target_text,
       substr(a.text, m.date_start + 1, m.date_stop - m.date_start) AS date_text,
       m.place_name, m.place_country::text AS place_country,
       m.evidence_start, m.evidence_end, m.trigger_start, m.trigger_end, m.source_start, m.source_end, m.target_start,
       m.target_end, m.date_start, m.date_stop, m.place_start, m.place_end,
       m.rule, m.seeds, m.steps, m.confidence::real AS confidence
FROM events.mention m JOIN events.article a ON a.key = m.article_key;
COMMENT ON VIEW analyst.mentions IS 'One row a sentence that states an event, with the words it rests on. صف لكل جملة تذكر حدثا مع نصها.';

CREATE VIEW analyst.articles AS
SELECT key AS article_key, id AS article_id, source AS news_source, published, url, title, text, flags, outcome, first_batch,
       last_batch
FROM events.article;
COMMENT ON VIEW analyst.articles IS 'Articles as received, with what became of them. المقالات كما وردت وما آلت إليه.';
