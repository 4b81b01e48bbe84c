-- What happened within so many kilometres of a point?
-- ماذا حدث على مسافة معينة من نقطة؟
-- columns: distance_km, date, source, target, code, label_ar, place_name
\if :{?lat} \else \set lat '18.0858' \endif
\if :{?lon} \else \set lon '-15.9785' \endif
\if :{?km} \else \set km '50' \endif
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT n.distance_km, n.date, n.source, n.target, n.code, c.label_ar, n.place_name
FROM analyst.near(:lat, :lon, :km, :'since', :'until', 50) n
JOIN analyst.cameo c ON c.code = n.code
ORDER BY n.distance_km, n.date DESC, n.event_key
LIMIT 50;
