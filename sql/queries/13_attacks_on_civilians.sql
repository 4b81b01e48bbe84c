-- Attacks on civilians, by attacker.
-- الهجمات على المدنيين بحسب المهاجم.
-- columns: source, source_name, target, events, last_date
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT source, source_name, target, count(*) AS events, max(date) AS last_date
FROM analyst.events
WHERE root IN ('18', '19', '20') AND date BETWEEN :'since' AND :'until' AND target LIKE '___CVL%'
GROUP BY source, source_name, target
ORDER BY events DESC, last_date DESC, source, target
LIMIT 25;
