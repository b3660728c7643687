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
WHERE (territories_service.id IN (SELECT U0.service_id AS service
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
    U0.starts_on <= %s)))
ORDER BY 1 ASC

-- 3
SELECT matching_youth(*), territories_service(*), accounts_user(*), territories_commune(*)
FROM matching_youth
INNER JOIN territories_service ON (matching_youth.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (matching_youth.tutor_id = accounts_user.id)
INNER JOIN territories_commune ON (matching_youth.commune_id = territories_commune.id)
WHERE (matching_youth.anonymised_on IS NULL AND matching_youth.merged_into_id IS NULL AND matching_youth.code =
    %s)
LIMIT 21

-- 4
INSERT INTO perimeter_accesslog (user_id, link, reader, at, door, record, code, count, service_id) VALUES (…)
    RETURNING perimeter_accesslog(id, reader)

-- 5
SELECT matching_placement(*), offers_offer(*), offers_company(*)
FROM matching_placement
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
WHERE (matching_placement.youth_id = %s AND matching_placement.stage IN (…))
ORDER BY matching_placement.reserved_on DESC, matching_placement.id DESC
LIMIT 1
