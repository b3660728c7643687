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
SELECT imports_importbatch(*), territories_service(*), territories_department(*)
FROM imports_importbatch
INNER JOIN territories_service ON (imports_importbatch.service_id = territories_service.id)
LEFT OUTER JOIN territories_department ON (imports_importbatch.department_id = territories_department.id)
WHERE (imports_importbatch.user_id = %s AND imports_importbatch.id = %s)
LIMIT 21

-- 4
SELECT imports_importline.outcome AS outcome, COUNT(imports_importline.id) AS n
FROM imports_importline
WHERE imports_importline.batch_id = %s
GROUP BY 1

-- 5
SELECT COUNT(*) AS __count
FROM imports_importline
WHERE imports_importline.batch_id = %s

-- 6
SELECT imports_importline(*)
FROM imports_importline
WHERE imports_importline.batch_id = %s
ORDER BY imports_importline.number ASC
LIMIT 2
