-- 1
SELECT accounts_user(*)
FROM accounts_user
WHERE accounts_user.id = %s
LIMIT 21

-- 2
SELECT DISTINCT territories_service.id AS pk
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE (territories_service.archive_of_id IS NULL AND (territories_service.id IN (SELECT U0.service_id AS
    service
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND (U0.asked_by_id IS NULL OR U0.granted_by_id IS NOT NULL) AND U0.ends_on >= %s AND
    U0.starts_on <= %s)) OR territories_service.department_id IN (SELECT U0.department_id AS department
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND (U0.asked_by_id IS NULL OR U0.granted_by_id IS NOT NULL) AND U0.ends_on >= %s AND
    U0.starts_on <= %s)) OR territories_department.academy_id IN (SELECT U0.academy_id AS academy
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND (U0.asked_by_id IS NULL OR U0.granted_by_id IS NOT NULL) AND U0.ends_on >= %s AND
    U0.starts_on <= %s)) OR territories_academy.region_id IN (SELECT U0.region_id AS region
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND (U0.asked_by_id IS NULL OR U0.granted_by_id IS NOT NULL) AND U0.ends_on >= %s AND
    U0.starts_on <= %s))))
ORDER BY 1 ASC

-- 3
SELECT list_views_defaultview(*), list_views_savedview(*)
FROM list_views_defaultview
INNER JOIN list_views_savedview ON (list_views_defaultview.view_id = list_views_savedview.id)
WHERE (list_views_defaultview.kind = %s AND (list_views_defaultview.user_id = %s OR
    (list_views_defaultview.academy_id IS NULL AND list_views_defaultview.role IN (…)) OR
    (list_views_defaultview.academy_id IN (SELECT U0.id AS pk
FROM territories_academy U0
INNER JOIN territories_department U1 ON (U0.id = U1.academy_id)
INNER JOIN territories_service U2 ON (U1.id = U2.department_id)
WHERE U2.id IN (…)) AND list_views_defaultview.role IN (…))) AND list_views_defaultview.view_id IN (SELECT
    V0.id AS pk
FROM list_views_savedview V0
WHERE (V0.owner_id = %s OR V0.service_id IN (…) OR V0.academy_id IN (SELECT U0.id AS pk
FROM territories_academy U0
INNER JOIN territories_department U1 ON (U0.id = U1.academy_id)
INNER JOIN territories_service U2 ON (U1.id = U2.department_id)
WHERE U2.id IN (…)) OR V0.national)))
ORDER BY list_views_defaultview.id ASC

-- 4
SELECT COUNT(*) AS __count
FROM offers_company
WHERE offers_company.merged_into_id IS NULL

-- 5
SELECT list_views_savedview(*), accounts_user(*), territories_service(*), territories_academy(*)
FROM list_views_savedview
LEFT OUTER JOIN accounts_user ON (list_views_savedview.owner_id = accounts_user.id)
LEFT OUTER JOIN territories_service ON (list_views_savedview.service_id = territories_service.id)
LEFT OUTER JOIN territories_academy ON (list_views_savedview.academy_id = territories_academy.id)
WHERE ((list_views_savedview.owner_id = %s OR list_views_savedview.service_id IN (…) OR
    list_views_savedview.academy_id IN (SELECT U0.id AS pk
FROM territories_academy U0
INNER JOIN territories_department U1 ON (U0.id = U1.academy_id)
INNER JOIN territories_service U2 ON (U1.id = U2.department_id)
WHERE U2.id IN (…)) OR list_views_savedview.national) AND NOT (list_views_savedview.name = %s) AND
    list_views_savedview.kind = %s)
ORDER BY list_views_savedview.kind ASC, list_views_savedview.name ASC, list_views_savedview.id ASC

-- 6
SELECT offers_company(*), territories_commune(*)
FROM offers_company
LEFT OUTER JOIN territories_commune ON (offers_company.commune_id = territories_commune.id)
WHERE offers_company.merged_into_id IS NULL
ORDER BY offers_company.sort_name ASC, offers_company.id ASC
LIMIT 2
