-- What was turned away and is still open, by code?
-- ما الذي رفض ولم يسو بعد، بحسب الرمز؟
-- columns: code, stage, open, total, last_at
SELECT code, stage, open, total, last_at
FROM analyst.rejection_counts
WHERE open > 0
ORDER BY open DESC, code, stage;
