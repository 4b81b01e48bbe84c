-- A country month by month: cooperation and conflict on either side.
-- بلد شهرا بشهر: التعاون والنزاع.
-- columns: month, events, as_source, as_target, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, mean_goldstein
\if :{?country} \else \set country 'MRT' \endif
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT month, events, as_source, as_target, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict,
       mean_goldstein
FROM analyst.country_timeline(:'country', :'since', :'until');
