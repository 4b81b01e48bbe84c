-- Who met whom in the Maghreb, and how often?
-- من التقى بمن في المغرب العربي، وكم مرة؟
-- columns: source, target, label, label_ar, events, last_date
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT source, target, label, label_ar, count(*) AS events, max(date) AS last_date
FROM analyst.events
WHERE root = '04' AND date BETWEEN :'since' AND :'until'
  AND source_primary IN ('MRT', 'MAR', 'DZA', 'TUN', 'LBY', 'ESH', 'AMU')
  AND target_primary IN ('MRT', 'MAR', 'DZA', 'TUN', 'LBY', 'ESH', 'AMU')
GROUP BY source, target, label, label_ar
ORDER BY events DESC, last_date DESC, source, target, label
LIMIT 50;
