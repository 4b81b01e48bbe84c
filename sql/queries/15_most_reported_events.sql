-- Which events did most sources report?
-- أي الأحداث نشرتها أكثر المصادر؟
-- columns: date, source_name, label, target_name, n_sources, n_articles, n_mentions
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT date, source_name, label, target_name, n_sources, n_articles, n_mentions
FROM analyst.events
WHERE date BETWEEN :'since' AND :'until'
ORDER BY n_sources DESC, n_articles DESC, n_mentions DESC, event_key
LIMIT 25;
