-- 1
SELECT accounts_user(id, password, last_login, is_superuser, username, is_staff, is_active, date_joined,
    first_name, last_name, email, phone, function, is_demonstration, wants_digest, left_on, sort_name)
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
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_service.department_id IN (SELECT U0.department_id AS department
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_department.academy_id IN (SELECT U0.academy_id AS academy
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_academy.region_id IN (SELECT U0.region_id AS region
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))))
ORDER BY 1 ASC

-- 3
SELECT COUNT(*) AS __count
FROM offers_offer

-- 4
SELECT offers_field(slug, label, rank)
FROM offers_field
ORDER BY offers_field.rank ASC

-- 5
SELECT territories_academicregion(id, code, name, sort_name)
FROM territories_academicregion
ORDER BY territories_academicregion.sort_name ASC

-- 6
SELECT territories_academy(id, code, name, sort_name, region_id, holiday_zone)
FROM territories_academy
ORDER BY territories_academy.sort_name ASC

-- 7
SELECT territories_department(id, code, name, sort_name, academy_id)
FROM territories_department
ORDER BY territories_department.code ASC

-- 8
SELECT offers_offer(id, created_at, updated_at, code, contract_id, company_id, service_id, calibre, hours,
    derogation_reason, derogation_agreed_on, splittable, transport, equipment, meals, gratification,
    declared_on, stage, stage_since, available_since, suspended_until, climbed_to, closed_reason),
    offers_contract(id, created_at, updated_at, buyer_id, contact_id, prescriber_id, company_id, reference,
    title, sort_name, kind, cpv, amount, firm_months, renewals, renewal_months, notified_on, firm_end,
    gratification_granted, trigger_amount, penalties, clause_article, decp_id), offers_company(id, created_at,
    updated_at, name, sort_name, siret, activity, commune_id, address, interlocutor_id, merged_into_id),
    territories_service(id, kind, name, sort_name, department_id, phone, email, address, active),
    offers_offerbudget(offer_id, total, reserved, consumed, exceeded)
FROM offers_offer
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
INNER JOIN territories_service ON (offers_offer.service_id = territories_service.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
ORDER BY offers_offer.declared_on DESC, offers_offer.id ASC
LIMIT 2

-- 9
SELECT offers_hostslot(id, created_at, updated_at, code, offer_id, host_id, site, sort_site, address,
    commune_id, tutor_id, tasks, days_per_week, weekly_hours, window_from, window_until, adults_only, active,
    busy, busy_until)
FROM offers_hostslot
INNER JOIN offers_offer ON (offers_hostslot.offer_id = offers_offer.id)
WHERE offers_hostslot.offer_id IN (…)
ORDER BY offers_offer.declared_on DESC, offers_offer.id DESC, offers_hostslot.id ASC

-- 10
SELECT territories_commune(id, code, name, sort_name, postal_codes, department_id, parent_id, latitude,
    longitude, population)
FROM territories_commune
WHERE (territories_commune.id) IN ((…))

-- 11
SELECT DISTINCT territories_service.id AS pk
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE (territories_service.id IN (SELECT U0.service_id AS service
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_service.department_id IN (SELECT U0.department_id AS department
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_department.academy_id IN (SELECT U0.academy_id AS academy
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))) OR
    territories_academy.region_id IN (SELECT U0.region_id AS region
FROM perimeter_perimetergrant U0
WHERE (U0.user_id = %s AND U0.starts_on <= %s AND (U0.ends_on IS NULL OR U0.ends_on >= %s))))
ORDER BY 1 ASC
