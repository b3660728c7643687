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
FROM matching_placement

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
SELECT matching_placement(*), COALESCE(matching_placement.started_on, CASE WHEN matching_placement.stage IN (…)
    THEN matching_placement.starts_on ELSE NULL END) AS first_day,
    COALESCE(matching_placement.presence_ended_on, CASE WHEN matching_placement.stage IN (…) THEN
    matching_placement.ends_on ELSE NULL END) AS final_day, (SELECT MIN(U0.due) AS since
FROM workflow_action U0
WHERE (U0.done_at IS NULL AND U0.due < %s AND U0.placement_id = (matching_placement.id))
GROUP BY U0.placement_id) AS late_since, matching_youth(*), territories_service(*), offers_hostslot(*),
    offers_company(*), offers_offer(*), offers_contract(*), offers_buyer(*), T9.id, T9.version, T9.created_at,
    T9.updated_at, T9.name, T9.sort_name, T9.siret, T9.no_siret_reason, T9.activity, T9.commune_id, T9.address,
    T9.interlocutor_id, T9.merged_into_id, accounts_user(*)
FROM matching_placement
INNER JOIN matching_youth ON (matching_placement.youth_id = matching_youth.id)
INNER JOIN territories_service ON (matching_placement.service_id = territories_service.id)
INNER JOIN offers_hostslot ON (matching_placement.host_slot_id = offers_hostslot.id)
LEFT OUTER JOIN offers_company ON (offers_hostslot.host_id = offers_company.id)
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
LEFT OUTER JOIN offers_buyer ON (offers_contract.buyer_id = offers_buyer.id)
INNER JOIN offers_company T9 ON (offers_offer.company_id = T9.id)
INNER JOIN accounts_user ON (matching_placement.tutor_id = accounts_user.id)
ORDER BY matching_placement.reserved_on DESC, matching_placement.id DESC
LIMIT 2

-- 7
SELECT matching_attendance(*)
FROM matching_attendance
WHERE matching_attendance.placement_id IN (…)
ORDER BY matching_attendance.week ASC

-- 8
INSERT INTO perimeter_accesslog (user_id, link, reader, at, door, record, code, count, reason, service_id)
    VALUES (…) RETURNING perimeter_accesslog(id, reader, reason)
