-- Announced meetings that took place within sixty days.
-- لقاءات أعلنت ثم عقدت خلال ستين يوما.
-- columns: announced, met, source, target, label, label_ar
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT i.date AS announced, m.date AS met, i.source, i.target, m.label, m.label_ar
FROM analyst.event_codes i
JOIN LATERAL (
    SELECT e.date, e.label, e.label_ar FROM analyst.events e
    WHERE e.source_primary = i.source_primary AND e.target_primary = i.target_primary AND e.root = '04'
      AND e.date > i.date AND e.date <= i.date + 60
    ORDER BY e.date, e.event_key LIMIT 1
) m ON true
WHERE i.root = '03' AND i.code = '036' AND i.date BETWEEN :'since' AND :'until'
ORDER BY i.date DESC, i.source, i.target, i.event_key
LIMIT 25;
