-- Where did a government travel, whom did it receive?
-- أين سافرت حكومة ومن استقبلت؟
-- columns: date, source, target, label, label_ar, place_name, n_sources
\if :{?country} \else \set country 'MRT' \endif
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT date, source, target, label, label_ar, place_name, n_sources
FROM analyst.events
WHERE source_primary = :'country' AND root = '04' AND code IN ('042', '043') AND date BETWEEN :'since' AND :'until'
ORDER BY date DESC, target, code, event_key
LIMIT 50;
