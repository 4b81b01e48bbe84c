CREATE VIEW analyst.batches AS
SELECT id AS batch_id, state, loaded_at, code_version, seeds_fingerprint, articles, with_events, without_events, rejected,
       articles = with_events + without_events + rejected AS adds_up, articles_new, events_new, events_changed, events_removed,
       events_quarantined, mentions, note
FROM events.batch;
COMMENT ON VIEW analyst.batches IS 'The ledger: what every batch brought and what became of its articles. سجل الدفعات ومآل مقالاتها.';

CREATE VIEW analyst.rejections AS
SELECT r.key AS rejection_key, r.batch_id, r.rejected_at, r.stage, r.code::text AS code, r.detail, r.article_id, r.article_key,
       r.event_key, r.raw_hash, r.resolved_by, r.resolved_by IS NULL AS open
FROM events.rejection r;
COMMENT ON VIEW analyst.rejections IS 'What was turned away, by which stage, and whether a later batch settled it. ما رفض وسببه.';

CREATE VIEW analyst.rejection_counts AS
SELECT code::text AS code, stage, count(*) AS total, count(*) FILTER (WHERE resolved_by IS NULL) AS open, min(rejected_at) AS first_at,
       max(rejected_at) AS last_at
FROM events.rejection GROUP BY code, stage;
COMMENT ON VIEW analyst.rejection_counts IS 'Rejections counted by code. عدد المرفوضات بحسب الرمز.';

CREATE VIEW analyst.quality_runs AS
SELECT id AS run_id, batch_id, suite, success, evaluated, failed, report, ran_at FROM events.quality_run;
COMMENT ON VIEW analyst.quality_runs IS 'Validation runs of the quality suites. عمليات التحقق من الجودة.';

CREATE VIEW analyst.quality_results AS
SELECT q.run_id, r.batch_id, r.suite, r.ran_at, q.position, q.expectation, q.column_name, q.severity, q.success, q.observed,
       q.element_count, q.unexpected_count, q.details
FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id;
COMMENT ON VIEW analyst.quality_results IS 'What every expectation found, run by run. نتائج كل شرط من شروط الجودة.';

CREATE VIEW analyst.event_history AS
SELECT h.event_key, h.batch_id, h.change, h.changed_at, h.was ->> 'source' AS source, h.was ->> 'target' AS target,
       h.was ->> 'code' AS code, (h.was ->> 'date')::date AS date, (h.was ->> 'n_mentions')::integer AS n_mentions,
       (h.was ->> 'n_sources')::integer AS n_sources, (h.was ->> 'confidence')::real AS confidence,
       h.was ->> 'place_name' AS place_name
FROM events.event_history h;
COMMENT ON VIEW analyst.event_history IS 'How an event stood before a batch changed or removed it. حالة الحدث قبل أن تغيره دفعة أو تحذفه.';

CREATE FUNCTION analyst.changes_of(batch uuid)
RETURNS TABLE (event_key uuid, change text, source text, target text, code text, date date, mentions_before integer, mentions_now integer)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT e.event_key, 'new', e.source::text, e.target::text, e.code::text, e.date, 0, e.n_mentions
    FROM analyst.event_codes e WHERE e.first_batch = (SELECT changes_of.batch)
    UNION ALL
    SELECT h.event_key, h.change, h.source, h.target, h.code, h.date, h.n_mentions, coalesce(e.n_mentions, 0)
    FROM analyst.event_history h LEFT JOIN analyst.event_codes e ON e.event_key = h.event_key
    WHERE h.batch_id = (SELECT changes_of.batch);
END;
COMMENT ON FUNCTION analyst.changes_of IS 'What a batch did to the event table: events new, changed, removed. mentions_now is as of today.';

CREATE FUNCTION analyst.last_batch() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.batch_id FROM analyst.batches b WHERE b.state = 'published' ORDER BY b.loaded_at DESC, b.batch_id LIMIT 1;
END;
COMMENT ON FUNCTION analyst.last_batch IS 'The batch published last.';
