-- Who helps whom, and how?
-- من يساعد من، وكيف؟
-- columns: source, source_name, target, target_name, label, label_ar, events
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT source, source_name, target, target_name, label, label_ar, count(*) AS events
FROM analyst.events
WHERE root = '07' AND date BETWEEN :'since' AND :'until'
GROUP BY source, source_name, target, target_name, label, label_ar
ORDER BY events DESC, source, target, label
LIMIT 25;
