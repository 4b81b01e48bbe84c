-- Ceasefires declared and broken, pair by pair.
-- الهدنات المعلنة والمخروقة.
-- columns: one, other, declared, broken, last_declared, last_broken
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT least(source_primary, target_primary) AS one, greatest(source_primary, target_primary) AS other,
       count(*) FILTER (WHERE code = '0871') AS declared, count(*) FILTER (WHERE code = '196') AS broken,
       max(date) FILTER (WHERE code = '0871') AS last_declared, max(date) FILTER (WHERE code = '196') AS last_broken
FROM analyst.events
WHERE root IN ('08', '19') AND code IN ('0871', '196') AND date BETWEEN :'since' AND :'until'
GROUP BY 1, 2
ORDER BY broken DESC, declared DESC, one, other
LIMIT 25;
