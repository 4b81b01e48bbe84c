-- What did the last batch change?
-- ماذا غيرت الدفعة الأخيرة؟
-- columns: change, date, source, code, target, mentions_before, mentions_now
SELECT change, date, source, code, target, mentions_before, mentions_now
FROM analyst.changes_of(analyst.last_batch())
ORDER BY change, date DESC NULLS LAST, source, code, target
LIMIT 100;
