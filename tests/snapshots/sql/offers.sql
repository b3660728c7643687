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
FROM offers_offer

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
SELECT offers_offer(*), offers_contract(*), offers_company(*), territories_service(*), offers_offerbudget(*)
FROM offers_offer
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
INNER JOIN territories_service ON (offers_offer.service_id = territories_service.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
ORDER BY offers_offer.declared_on DESC, offers_offer.id ASC
LIMIT 2

-- 7
SELECT offers_hostslot(*)
FROM offers_hostslot
INNER JOIN offers_offer ON (offers_hostslot.offer_id = offers_offer.id)
WHERE offers_hostslot.offer_id IN (…)
ORDER BY offers_offer.declared_on DESC, offers_offer.id DESC, offers_hostslot.id ASC

-- 8
SELECT territories_commune(*)
FROM territories_commune
WHERE (territories_commune.id) IN ((…))

-- 9
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
