-- Which pairs treat each other worst? (at least three events)
-- أي الأزواج أسوأ علاقة؟
-- columns: source, target, events, material_conflict, mean_goldstein
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT source, target, sum(events) AS events, sum(material_conflict) AS material_conflict,
       round((sum(events * mean_goldstein) / sum(events))::numeric, 2) AS mean_goldstein
FROM analyst.dyad_day
WHERE date BETWEEN :'since' AND :'until' AND source <> '---' AND target <> '---' AND source <> target
GROUP BY source, target
HAVING sum(events) >= 3
ORDER BY mean_goldstein, events DESC, source, target
LIMIT 25;
