-- Who threatens whom, with what?
-- من يهدد من، وبماذا؟
-- columns: date, source_name_ar, target_name_ar, code, label, label_ar, n_sources
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT date, source_name_ar, target_name_ar, code, label, label_ar, n_sources
FROM analyst.events
WHERE root = '13' AND date BETWEEN :'since' AND :'until'
ORDER BY date DESC, n_sources DESC, event_key
LIMIT 50;
