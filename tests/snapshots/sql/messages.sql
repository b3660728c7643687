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
FROM messaging_message
WHERE ((messaging_message.service_id IN (…) OR messaging_message.user_id = %s) AND messaging_message.state IN
    (…))

-- 4
SELECT COUNT(*) AS __count
FROM messaging_message
WHERE (messaging_message.service_id IN (…) OR messaging_message.user_id = %s)

-- 5
SELECT messaging_message(id, youth_id, placement_id, offer_id, contact_id, service_id, kind, cause, event_id,
    key, recipient, recipient_name, buyer_contact_id, guardian_id, user_id, channel, address, subject_line,
    body, template_id, link_id, state, attempts, next_attempt_at, claimed_at, sent_at, trouble, settled_by_id,
    settled_at, reference, created_at, created_by_id), matching_youth(id, code, service_id, tutor_id, ine,
    last_name, first_name, sort_name, sex, birth_date, birth_place, phone, email, address, commune_id, told_by,
    last_school_id, last_training, school_exit_on, school_exit, diploma, situation, situation_since,
    available_from, available_until, hours_wanted, radius_km, wants_far, notice_version, notice_given_on,
    guardian_notice_given_on, created_at, updated_at, closed_on, anonymised_on, merged_into_id),
    matching_placement(id, youth_id, service_id, code, host_slot_id, offer_id, tutor_id, school_id, stage,
    stage_since, hours, hours_reserved, hours_consumed, hours_exceeded, reserved_on, reserved_until, extended,
    cv_ready_on, letter_ready_on, goals, helps, avoid, sent_on, silence_reason, meeting_at, meeting_place,
    meeting_held_on, meeting_confirmed_on, meetings_missed, accepted_on, starts_on, ends_on, started_on,
    presence_ended_on, end_reason, closed_on, way_on, created_at), offers_offer(id, created_at, updated_at,
    code, contract_id, company_id, service_id, calibre, hours, derogation_reason, derogation_agreed_on,
    splittable, transport, equipment, meals, gratification, declared_on, stage, stage_since, available_since,
    suspended_until, climbed_to, closed_reason), territories_service(id, kind, name, sort_name, department_id,
    phone, email, address, active), accounts_user(id, password, last_login, is_superuser, username, is_staff,
    is_active, date_joined, first_name, last_name, email, phone, function, is_demonstration, wants_digest,
    left_on, sort_name)
FROM messaging_message
LEFT OUTER JOIN territories_service ON (messaging_message.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (messaging_message.user_id = accounts_user.id)
LEFT OUTER JOIN matching_youth ON (messaging_message.youth_id = matching_youth.id)
LEFT OUTER JOIN matching_placement ON (messaging_message.placement_id = matching_placement.id)
LEFT OUTER JOIN offers_offer ON (messaging_message.offer_id = offers_offer.id)
WHERE (messaging_message.service_id IN (…) OR messaging_message.user_id = %s)
ORDER BY messaging_message.created_at DESC, messaging_message.id DESC
LIMIT 4
