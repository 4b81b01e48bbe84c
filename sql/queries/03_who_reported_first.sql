-- Which sources were the first to report events?
-- أي المصادر كانت أسبق إلى نشر الأحداث؟
-- columns: news_source, first_reports, alone
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT a.news_source, count(DISTINCT e.event_key) AS first_reports,
       count(DISTINCT e.event_key) FILTER (WHERE e.n_sources = 1) AS alone
FROM analyst.articles a
JOIN analyst.mentions m ON m.article_key = a.article_key
JOIN analyst.event_codes e ON e.event_key = m.event_key AND e.first_published = a.published
WHERE a.published BETWEEN :'since' AND :'until' AND a.news_source IS NOT NULL
GROUP BY a.news_source
ORDER BY first_reports DESC, a.news_source
LIMIT 20;
