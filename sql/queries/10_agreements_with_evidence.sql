-- Which agreements were signed, and in what words was it reported?
-- أي الاتفاقات وقعت، وبأي عبارة وردت؟
-- columns: date, grain, source, target, place_name, evidence
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT e.date, e.grain, e.source, e.target, e.place_name, m.evidence
FROM analyst.events e
JOIN LATERAL (
    SELECT evidence FROM analyst.mentions m WHERE m.event_key = e.event_key ORDER BY confidence DESC, mention_key LIMIT 1
) m ON true
WHERE e.root = '05' AND e.code = '057' AND e.date BETWEEN :'since' AND :'until'
ORDER BY e.date DESC, e.source, e.target, e.event_key
LIMIT 25;
