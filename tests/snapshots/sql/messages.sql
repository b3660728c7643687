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
FROM messaging_message
WHERE ((messaging_message.service_id IN (…) OR messaging_message.user_id = %s) AND messaging_message.state IN
    (…))

-- 5
SELECT COUNT(*)
FROM (SELECT messaging_message.id AS col1
FROM messaging_message
WHERE (messaging_message.service_id IN (…) OR messaging_message.user_id = %s)
LIMIT 10001) subquery

-- 6
SELECT messaging_message.id AS pk
FROM messaging_message
WHERE (messaging_message.service_id IN (…) OR messaging_message.user_id = %s)
ORDER BY messaging_message.created_at DESC, 1 DESC
LIMIT 4

-- 7
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

-- 8
SELECT messaging_message(*), matching_youth(*), matching_placement(*), offers_offer(*), offers_filing(*),
    territories_service(*), accounts_user(*)
FROM messaging_message
LEFT OUTER JOIN territories_service ON (messaging_message.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (messaging_message.user_id = accounts_user.id)
LEFT OUTER JOIN matching_youth ON (messaging_message.youth_id = matching_youth.id)
LEFT OUTER JOIN matching_placement ON (messaging_message.placement_id = matching_placement.id)
LEFT OUTER JOIN offers_offer ON (messaging_message.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_filing ON (messaging_message.filing_id = offers_filing.id)
WHERE ((messaging_message.service_id IN (…) OR messaging_message.user_id = %s) AND messaging_message.id IN (…))
ORDER BY messaging_message.created_at DESC, messaging_message.id DESC
