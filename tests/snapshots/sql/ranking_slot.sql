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
SELECT offers_hostslot(*), offers_offer(*), offers_contract(*), offers_company(*), offers_offerbudget(*),
    T6.id, T6.version, T6.created_at, T6.updated_at, T6.name, T6.sort_name, T6.siret, T6.no_siret_reason,
    T6.activity, T6.commune_id, T6.address, T6.interlocutor_id, T6.merged_into_id, territories_commune(*),
    offers_companycontact(*)
FROM offers_hostslot
INNER JOIN offers_offer ON (offers_hostslot.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
LEFT OUTER JOIN offers_company T6 ON (offers_hostslot.host_id = T6.id)
INNER JOIN territories_commune ON (offers_hostslot.commune_id = territories_commune.id)
LEFT OUTER JOIN offers_companycontact ON (offers_hostslot.tutor_id = offers_companycontact.id)
WHERE offers_hostslot.code = %s
LIMIT 21
