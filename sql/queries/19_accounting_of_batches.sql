-- Where did the articles of the last batches go?
-- أين ذهبت مقالات الدفعات الأخيرة؟
-- columns: loaded_at, state, articles, with_events, without_events, rejected, adds_up, events_new, events_changed
SELECT loaded_at, state, articles, with_events, without_events, rejected, adds_up, events_new, events_changed
FROM analyst.batches
ORDER BY loaded_at DESC, batch_id
LIMIT 20;
