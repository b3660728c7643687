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
SELECT matching_youth(*), territories_service(*), accounts_user(*), territories_commune(*)
FROM matching_youth
INNER JOIN territories_service ON (matching_youth.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (matching_youth.tutor_id = accounts_user.id)
INNER JOIN territories_commune ON (matching_youth.commune_id = territories_commune.id)
WHERE (matching_youth.anonymised_on IS NULL AND matching_youth.merged_into_id IS NULL AND matching_youth.code =
    %s)
LIMIT 21

-- 4
INSERT INTO perimeter_accesslog (user_id, link, reader, at, door, record, code, count, reason, service_id)
    VALUES (…) RETURNING perimeter_accesslog(id, reader, reason)

-- 5
SELECT matching_placement(*), offers_offer(*), offers_company(*)
FROM matching_placement
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
INNER JOIN offers_company ON (offers_offer.company_id = offers_company.id)
WHERE (matching_placement.youth_id = %s AND matching_placement.stage IN (…))
ORDER BY matching_placement.reserved_on DESC, matching_placement.id DESC
LIMIT 1

-- 6
SELECT COUNT(*)
FROM ((SELECT %s AS source, %s AS rank, workflow_event.id AS pk, workflow_event.at AS moment
FROM workflow_event
WHERE (workflow_event.youth_id = %s AND NOT (workflow_event.kind = %s)))
UNION ALL (SELECT %s AS source, %s AS rank, messaging_message.id AS pk, messaging_message.created_at AS moment
FROM messaging_message
WHERE messaging_message.youth_id = %s)
UNION ALL (SELECT %s AS source, %s AS rank, matching_situationentry.id AS pk,
    COALESCE(matching_situationentry.noted_at, (matching_situationentry.since)::timestamp with time zone) AS
    moment
FROM matching_situationentry
WHERE matching_situationentry.youth_id = %s)) subquery

-- 7
(SELECT %s AS source, %s AS rank, workflow_event.id AS pk, workflow_event.at AS moment
FROM workflow_event
WHERE (workflow_event.youth_id = %s AND NOT (workflow_event.kind = %s)))
UNION ALL (SELECT %s AS source, %s AS rank, messaging_message.id AS pk, messaging_message.created_at AS moment
FROM messaging_message
WHERE messaging_message.youth_id = %s)
UNION ALL (SELECT %s AS source, %s AS rank, matching_situationentry.id AS pk,
    COALESCE(matching_situationentry.noted_at, (matching_situationentry.since)::timestamp with time zone) AS
    moment
FROM matching_situationentry
WHERE matching_situationentry.youth_id = %s)
ORDER BY 4 DESC, 2 DESC, 3 DESC
LIMIT 5

-- 8
SELECT workflow_event(*), matching_placement(*), offers_companycontact(*), accounts_user(*)
FROM workflow_event
LEFT OUTER JOIN matching_placement ON (workflow_event.placement_id = matching_placement.id)
LEFT OUTER JOIN offers_companycontact ON (workflow_event.contact_id = offers_companycontact.id)
LEFT OUTER JOIN accounts_user ON (workflow_event.by_id = accounts_user.id)
WHERE workflow_event.id IN (…)
ORDER BY workflow_event.at ASC, workflow_event.id ASC

-- 9
SELECT messaging_message(*), matching_placement(*), accounts_user(*)
FROM messaging_message
LEFT OUTER JOIN matching_placement ON (messaging_message.placement_id = matching_placement.id)
LEFT OUTER JOIN accounts_user ON (messaging_message.created_by_id = accounts_user.id)
WHERE messaging_message.id IN (…)
ORDER BY messaging_message.created_at DESC, messaging_message.id DESC

-- 10
SELECT workflow_action(*), accounts_user(*)
FROM workflow_action
LEFT OUTER JOIN accounts_user ON (workflow_action.person_id = accounts_user.id)
WHERE (workflow_action.done_at IS NULL AND workflow_action.placement_id IS NULL AND workflow_action.youth_id =
    %s AND workflow_action.verb IN (…))
ORDER BY workflow_action.due ASC, workflow_action.id ASC
LIMIT 1

-- 11
SELECT territories_service.id AS pk, territories_department.academy_id AS department__academy,
    territories_academy.holiday_zone AS department__academy__holiday_zone, territories_department.code AS
    department__code
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE territories_service.id = %s
ORDER BY 1 ASC

-- 12
SELECT DISTINCT ON (workflow_stagepolicy.academy_id) workflow_stagepolicy(*), territories_academy(*)
FROM workflow_stagepolicy
LEFT OUTER JOIN territories_academy ON (workflow_stagepolicy.academy_id = territories_academy.id)
ORDER BY workflow_stagepolicy.academy_id ASC, workflow_stagepolicy.number DESC
