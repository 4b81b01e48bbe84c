-- Which pairs are in the news most?
-- أي الأزواج أكثر حضورا في الأخبار؟
-- columns: source, target, events, mentions, mean_goldstein
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT source, target, sum(events) AS events, sum(mentions) AS mentions,
       round((sum(events * mean_goldstein) / sum(events))::numeric, 2) AS mean_goldstein
FROM analyst.dyad_day
WHERE date BETWEEN :'since' AND :'until' AND source <> '---' AND target <> '---' AND source <> target
GROUP BY source, target
ORDER BY events DESC, source, target
LIMIT 25;
