-- Which events did most sources report?
-- أي الأحداث نشرتها أكثر المصادر؟
-- columns: date, source_name, label, target_name, n_sources, n_articles, n_mentions
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
WITH chosen AS (
    SELECT event_key FROM analyst.event_codes
    WHERE date BETWEEN :'since' AND :'until'
    ORDER BY n_sources DESC, n_articles DESC, n_mentions DESC, event_key LIMIT 25
)
SELECT e.date, e.source_name, e.label, e.target_name, e.n_sources, e.n_articles, e.n_mentions
FROM analyst.events e
WHERE e.event_key = ANY (ARRAY(SELECT event_key FROM chosen))
ORDER BY e.n_sources DESC, e.n_articles DESC, e.n_mentions DESC, e.event_key;
