-- How did two states treat each other, week by week?
-- كيف تعامل بلدان أحدهما مع الآخر أسبوعا بأسبوع؟
-- columns: week, events, conflict, material_conflict, mean_goldstein, change
\if :{?one} \else \set one 'MAR' \endif
\if :{?other} \else \set other 'DZA' \endif
\if :{?since} \else \set since '2000-01-01' \endif
\if :{?until} \else \set until '2030-12-31' \endif
SELECT week, events, conflict, material_conflict, mean_goldstein, change
FROM analyst.escalation(:'one', :'other', :'since', :'until');
