-- The schema analysts read. Dropped and made again by every migration; nothing in it holds data.
CREATE SCHEMA analyst;
COMMENT ON SCHEMA analyst IS 'What analysts read: views and functions over published batches, labels in English and Arabic. المعروض للمحللين: بيانات الدفعات المنشورة فقط.';

CREATE VIEW analyst.cameo AS
SELECT c.code, c.label, c.label_ar, c.parent, c.root, r.label AS root_label, r.label_ar AS root_label_ar,
       c.quad_class, c.gdelt_quad_class, c.goldstein, c.goldstein_inherited, nullif(c.plover, '') AS plover
FROM events.cameo c JOIN events.cameo r ON r.code = c.root;
COMMENT ON VIEW analyst.cameo IS 'CAMEO codes with labels, both quad-class mappings, Goldstein value and PLOVER type. رموز كاميو.';

CREATE VIEW analyst.quad_class AS
SELECT * FROM (VALUES
    (1::smallint, 'verbal cooperation', 'تعاون لفظي'),
    (2::smallint, 'material cooperation', 'تعاون مادي'),
    (3::smallint, 'verbal conflict', 'نزاع لفظي'),
    (4::smallint, 'material conflict', 'نزاع مادي')) AS q (quad_class, label, label_ar);
COMMENT ON VIEW analyst.quad_class IS 'The four quad classes. الفئات الأربع.';

-- Names of the first three letters of actor codes: countries, and organisations or groups with a code of three letters.
CREATE VIEW analyst.primary_actor AS
SELECT code, name_en, name_ar, kind FROM events.actor_name WHERE length(code) = 3;
COMMENT ON VIEW analyst.primary_actor IS 'What the first three letters of an actor code stand for. ما تدل عليه الأحرف الثلاثة الأولى من رمز الفاعل.';

CREATE VIEW analyst.named_actor AS
SELECT code, name_en, name_ar, kind FROM events.actor_name WHERE length(code) > 3;
COMMENT ON VIEW analyst.named_actor IS 'Longer actor codes that have a name of their own (LBNHEZ, IMGISI). رموز لها اسم خاص.';

CREATE VIEW analyst.sources AS SELECT name, name_ar, country, kind, url, language FROM events.source;
COMMENT ON VIEW analyst.sources IS 'The news sources known by name. المصادر الإخبارية.';
