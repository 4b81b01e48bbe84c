-- Protests by country and month.
-- الاحتجاجات بحسب البلد والشهر.
-- columns: month, country, country_ar, events, riots
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT date_trunc('month', e.date)::date AS month, coalesce(c.name_en, e.source_primary) AS country,
       coalesce(c.name_ar, e.source_primary) AS country_ar, count(*) AS events,
       count(*) FILTER (WHERE e.code LIKE '145%') AS riots
FROM analyst.events e LEFT JOIN analyst.primary_actor c ON c.code = e.source_primary
WHERE e.root = '14' AND e.date BETWEEN :'since' AND :'until'
GROUP BY 1, 2, 3
ORDER BY month DESC, events DESC, country
LIMIT 50;
