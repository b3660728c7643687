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
SELECT offers_hostslot(id, created_at, updated_at, code, offer_id, host_id, site, sort_site, address,
    commune_id, tutor_id, tasks, days_per_week, weekly_hours, window_from, window_until, adults_only, active,
    busy, busy_until), offers_offer(id, created_at, updated_at, code, contract_id, company_id, service_id,
    calibre, hours, derogation_reason, derogation_agreed_on, splittable, transport, equipment, meals,
    gratification, declared_on, stage, stage_since, available_since, suspended_until, climbed_to,
    closed_reason), offers_contract(id, created_at, updated_at, buyer_id, contact_id, prescriber_id,
    company_id, reference, title, sort_name, kind, cpv, amount, firm_months, renewals, renewal_months,
    notified_on, firm_end, gratification_granted, trigger_amount, penalties, clause_article, decp_id),
    offers_company(id, created_at, updated_at, name, sort_name, siret, activity, commune_id, address,
    interlocutor_id, merged_into_id), offers_offerbudget(offer_id, total, reserved, consumed, exceeded), T6.id,
    T6.created_at, T6.updated_at, T6.name, T6.sort_name, T6.siret, T6.activity, T6.commune_id, T6.address,
    T6.interlocutor_id, T6.merged_into_id, territories_commune(id, code, name, sort_name, postal_codes,
    department_id, parent_id, latitude, longitude, population), offers_companycontact(id, created_at,
    updated_at, company_id, role, name, sort_name, function, phone, email, rank, verified_on, bounced_on,
    left_on)
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
