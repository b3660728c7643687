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
SELECT COUNT(*) AS __count
FROM accounts_user

-- 4
SELECT accounts_user(*)
FROM accounts_user
ORDER BY accounts_user.sort_name ASC
LIMIT 5

-- 5
SELECT perimeter_perimetergrant(*), territories_service(*), territories_department(*), territories_academy(*),
    territories_academicregion(*)
FROM perimeter_perimetergrant
LEFT OUTER JOIN territories_service ON (perimeter_perimetergrant.service_id = territories_service.id)
LEFT OUTER JOIN territories_department ON (perimeter_perimetergrant.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (perimeter_perimetergrant.academy_id = territories_academy.id)
LEFT OUTER JOIN territories_academicregion ON (perimeter_perimetergrant.region_id =
    territories_academicregion.id)
WHERE ((perimeter_perimetergrant.asked_by_id IS NULL OR perimeter_perimetergrant.granted_by_id IS NOT NULL) AND
    perimeter_perimetergrant.ends_on >= %s AND perimeter_perimetergrant.starts_on <= %s AND
    perimeter_perimetergrant.user_id IN (…))
ORDER BY perimeter_perimetergrant.starts_on DESC, perimeter_perimetergrant.id DESC
