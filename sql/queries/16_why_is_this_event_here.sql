-- The sentences behind the event most written about between two days.
-- الجمل التي يقوم عليها أكثر الأحداث ذكرا.
-- columns: date, source, code, target, news_source, published, evidence, trigger, rule
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
WITH chosen AS (
    SELECT event_key FROM analyst.event_codes
    WHERE date BETWEEN :'since' AND :'until' ORDER BY n_mentions DESC, event_key LIMIT 1
)
SELECT e.date, e.source, e.code, e.target, m.news_source, m.published, m.evidence, m.trigger, m.rule
FROM chosen
JOIN analyst.event_codes e ON e.event_key = chosen.event_key
JOIN analyst.mentions m ON m.event_key = chosen.event_key
ORDER BY m.published, m.article_key, m.sentence, m.mention_key
LIMIT 25;
