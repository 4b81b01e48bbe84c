-- The sentences behind the event most written about between two days.
-- الجمل التي يقوم عليها أكثر الأحداث ذكرا.
-- columns: date, source, code, target, news_source, published, evidence, trigger, rule
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
WITH chosen AS (
    SELECT event_key, date, source, code, target FROM analyst.event_codes
    WHERE date BETWEEN :'since' AND :'until' ORDER BY n_mentions DESC, event_key LIMIT 1
)
SELECT c.date, c.source, c.code, c.target, m.news_source, m.published, m.evidence, m.trigger, m.rule
FROM chosen c JOIN analyst.mentions m ON m.event_key = c.event_key
ORDER BY m.published, m.article_key, m.sentence, m.mention_key
LIMIT 25;
