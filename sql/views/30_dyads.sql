CREATE VIEW analyst.dyad_day AS
SELECT date, source_primary AS source, target_primary AS target, count(*) AS events,
       count(*) FILTER (WHERE quad_class = 1) AS verbal_cooperation,
       count(*) FILTER (WHERE quad_class = 2) AS material_cooperation,
       count(*) FILTER (WHERE quad_class = 3) AS verbal_conflict,
       count(*) FILTER (WHERE quad_class = 4) AS material_conflict,
       avg(goldstein)::real AS mean_goldstein, sum(n_mentions) AS mentions
FROM events.event
WHERE date IS NOT NULL
GROUP BY date, source_primary, target_primary;
COMMENT ON VIEW analyst.dyad_day IS 'Events of each directed pair by day (first day of the interval). أحداث كل زوج من الفاعلين بحسب اليوم.';

CREATE VIEW analyst.dyad_month AS
SELECT date_trunc('month', date)::date AS month, source_primary AS source, target_primary AS target, count(*) AS events,
       count(*) FILTER (WHERE quad_class = 1) AS verbal_cooperation,
       count(*) FILTER (WHERE quad_class = 2) AS material_cooperation,
       count(*) FILTER (WHERE quad_class = 3) AS verbal_conflict,
       count(*) FILTER (WHERE quad_class = 4) AS material_conflict,
       avg(goldstein)::real AS mean_goldstein, sum(n_mentions) AS mentions
FROM events.event
WHERE date IS NOT NULL
GROUP BY 1, 2, 3;
COMMENT ON VIEW analyst.dyad_month IS 'Events of each directed pair by month: ask it for a pair; for a period use the functions. أحداث كل زوج بحسب الشهر.';

CREATE VIEW analyst.country_month AS
SELECT month, country, sum(events)::bigint AS events, sum(as_source)::bigint AS as_source, sum(as_target)::bigint AS as_target,
       sum(verbal_cooperation)::bigint AS verbal_cooperation, sum(material_cooperation)::bigint AS material_cooperation,
       sum(verbal_conflict)::bigint AS verbal_conflict, sum(material_conflict)::bigint AS material_conflict,
       (sum(goldstein_sum) / nullif(sum(events), 0))::real AS mean_goldstein
FROM (
    SELECT date_trunc('month', date)::date AS month, source_primary AS country, count(*) AS events, count(*) AS as_source,
           count(*) FILTER (WHERE target_primary = source_primary) AS as_target,
           count(*) FILTER (WHERE quad_class = 1) AS verbal_cooperation,
           count(*) FILTER (WHERE quad_class = 2) AS material_cooperation,
           count(*) FILTER (WHERE quad_class = 3) AS verbal_conflict,
           count(*) FILTER (WHERE quad_class = 4) AS material_conflict, sum(goldstein::double precision) AS goldstein_sum
    FROM events.event WHERE date IS NOT NULL AND source <> '---' GROUP BY 1, 2
    UNION ALL
    SELECT date_trunc('month', date)::date, target_primary, count(*), 0, count(*),
           count(*) FILTER (WHERE quad_class = 1), count(*) FILTER (WHERE quad_class = 2),
           count(*) FILTER (WHERE quad_class = 3), count(*) FILTER (WHERE quad_class = 4), sum(goldstein::double precision)
    FROM events.event WHERE date IS NOT NULL AND target <> '---' AND target_primary <> source_primary GROUP BY 1, 2
) sides
GROUP BY month, country;
COMMENT ON VIEW analyst.country_month IS 'Events with the country (or organisation) on either side, by month; each event once. أحداث كل بلد بحسب الشهر.';

CREATE FUNCTION analyst.escalation(one text, other text, since date, until date)
RETURNS TABLE (week date, events bigint, conflict bigint, material_conflict bigint, mean_goldstein real, change real)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT w.week, w.events, w.conflict, w.material_conflict, w.mean_goldstein,
           w.mean_goldstein - lag(w.mean_goldstein) OVER (ORDER BY w.week)
    FROM (
        SELECT date_trunc('week', e.date)::date AS week, count(*) AS events, count(*) FILTER (WHERE e.quad_class > 2) AS conflict,
               count(*) FILTER (WHERE e.quad_class = 4) AS material_conflict, avg(e.goldstein)::real AS mean_goldstein
        FROM (
            SELECT a.date, a.quad_class, a.goldstein FROM analyst.event_codes a
            WHERE a.source_primary = one AND a.target_primary = other AND a.date BETWEEN since AND until
            UNION ALL
            SELECT b.date, b.quad_class, b.goldstein FROM analyst.event_codes b
            WHERE b.source_primary = other AND b.target_primary = one AND one <> other AND b.date BETWEEN since AND until
        ) e
        GROUP BY 1
    ) w
    ORDER BY w.week;
END;
COMMENT ON FUNCTION analyst.escalation IS 'Week by week (ISO weeks, Monday) how two actors treated each other, in both directions; change is the mean Goldstein against the week before that had events.';

CREATE FUNCTION analyst.country_timeline(country text, since date, until date)
RETURNS TABLE (month date, events bigint, as_source bigint, as_target bigint, verbal_cooperation bigint,
               material_cooperation bigint, verbal_conflict bigint, material_conflict bigint, mean_goldstein real)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT date_trunc('month', e.date)::date, count(*), count(*) FILTER (WHERE e.as_source), count(*) FILTER (WHERE e.as_target),
           count(*) FILTER (WHERE e.quad_class = 1), count(*) FILTER (WHERE e.quad_class = 2),
           count(*) FILTER (WHERE e.quad_class = 3), count(*) FILTER (WHERE e.quad_class = 4), avg(e.goldstein)::real
    FROM (
        SELECT s.date, s.quad_class, s.goldstein, true AS as_source, s.target_primary = country AS as_target
        FROM analyst.event_codes s WHERE s.source_primary = country AND s.date BETWEEN since AND until
        UNION ALL
        SELECT t.date, t.quad_class, t.goldstein, false, true
        FROM analyst.event_codes t
        WHERE t.target_primary = country AND t.source_primary <> country AND t.date BETWEEN since AND until
    ) e
    GROUP BY 1 ORDER BY 1;
END;
COMMENT ON FUNCTION analyst.country_timeline IS 'Months of a country (or organisation) between two days: events on either side, by quad class, mean Goldstein.';

CREATE FUNCTION analyst.near(lat double precision, lon double precision, km double precision, since date, until date,
                             most integer DEFAULT NULL)
RETURNS TABLE (event_key uuid, distance_km real, date date, source text, target text, code text, place_name text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.event_key, n.distance::real, n.date, e.source::text, e.target::text, e.code::text, e.place_name
    FROM (
        SELECT d.event_key, d.date, d.distance
        FROM (
            SELECT p.event_key, p.date,
                   12742 * asin(least(1, sqrt(sin(radians(p.place_lat - lat) / 2) ^ 2
                       + cos(radians(lat)) * cos(radians(p.place_lat)) * sin(radians(p.place_lon - lon) / 2) ^ 2))) AS distance
            FROM analyst.event_codes p
            WHERE p.place_lat IS NOT NULL
              AND floor(p.place_lat) * 360 + floor(p.place_lon) = ANY (ARRAY(
                  SELECT (y * 360 + x)::double precision
                  FROM generate_series(floor(lat - km / 111.0)::integer, floor(lat + km / 111.0)::integer) y,
                       generate_series(floor(lon - km / (111.0 * greatest(cos(radians(lat)), 0.01)))::integer,
                                       floor(lon + km / (111.0 * greatest(cos(radians(lat)), 0.01)))::integer) x))
              AND p.place_lat BETWEEN lat - km / 111.0 AND lat + km / 111.0
              AND p.place_lon BETWEEN lon - km / (111.0 * greatest(cos(radians(lat)), 0.01))
                                  AND lon + km / (111.0 * greatest(cos(radians(lat)), 0.01))
              AND p.date BETWEEN since AND until
        ) d
        WHERE d.distance <= km
        ORDER BY d.distance, d.date DESC, d.event_key
        LIMIT most
    ) n
    JOIN analyst.event_codes e ON e.event_key = n.event_key
    ORDER BY n.distance, n.date DESC, n.event_key;
END;
COMMENT ON FUNCTION analyst.near IS 'Events whose place lies within km kilometres of a point (WGS 84 degrees) between two days, nearest first; with most, so many at most. Does not cross the 180th meridian.';
