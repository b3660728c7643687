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
SELECT matching_youth(id, code, service_id, tutor_id, ine, last_name, first_name, sort_name, sex, birth_date,
    birth_place, phone, email, address, commune_id, told_by, last_school_id, last_training, school_exit_on,
    school_exit, diploma, situation, situation_since, available_from, available_until, hours_wanted, radius_km,
    wants_far, notice_version, notice_given_on, guardian_notice_given_on, created_at, updated_at, closed_on,
    anonymised_on, merged_into_id), territories_service(id, kind, name, sort_name, department_id, phone, email,
    address, active), accounts_user(id, password, last_login, is_superuser, username, is_staff, is_active,
    date_joined, first_name, last_name, email, phone, function, is_demonstration, wants_digest, left_on,
    sort_name), territories_commune(id, code, name, sort_name, postal_codes, department_id, parent_id,
    latitude, longitude, population)
FROM matching_youth
INNER JOIN territories_service ON (matching_youth.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (matching_youth.tutor_id = accounts_user.id)
INNER JOIN territories_commune ON (matching_youth.commune_id = territories_commune.id)
WHERE (matching_youth.anonymised_on IS NULL AND matching_youth.merged_into_id IS NULL AND matching_youth.code =
    %s)
LIMIT 21

-- 4
INSERT INTO perimeter_accesslog (user_id, at, door, record, code, count, service_id) VALUES (…) RETURNING
    perimeter_accesslog.id

-- 5
SELECT matching_placement(id, youth_id, service_id, code, host_slot_id, offer_id, tutor_id, school_id, stage,
    stage_since, hours, hours_reserved, hours_consumed, hours_exceeded, reserved_on, reserved_until, extended,
    cv_ready_on, letter_ready_on, goals, helps, avoid, sent_on, silence_reason, meeting_at, meeting_place,
    meeting_held_on, meeting_confirmed_on, meetings_missed, accepted_on, starts_on, ends_on, started_on,
    presence_ended_on, end_reason, closed_on, way_on, created_at), offers_offer(id, created_at, updated_at,
    code, contract_id, company_id, service_id, calibre, hours, derogation_reason, derogation_agreed_on,
    splittable, transport, equipment, meals, gratification, declared_on, stage, stage_since, available_since,
    suspended_until, climbed_to, closed_reason), offers_company(id, created_at, updated_at, name, sort_name,
    siret, activity, commune_id, address, interlocutor_id, merged_into_id)
FROM matching_placement
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
WHERE (matching_placement.youth_id = %s AND matching_placement.stage IN (…))
ORDER BY matching_placement.reserved_on DESC, matching_placement.id DESC
LIMIT 1
