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
SELECT territories_service.id AS pk, territories_department.academy_id AS department__academy,
    territories_academy.holiday_zone AS department__academy__holiday_zone, territories_department.code AS
    department__code
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE territories_service.id IN (…)
ORDER BY 1 ASC

-- 4
SELECT DISTINCT ON (workflow_stagepolicy.academy_id) workflow_stagepolicy(*), territories_academy(*)
FROM workflow_stagepolicy
LEFT OUTER JOIN territories_academy ON (workflow_stagepolicy.academy_id = territories_academy.id)
ORDER BY workflow_stagepolicy.academy_id ASC, workflow_stagepolicy.number DESC

-- 5
SELECT COUNT(workflow_action.id) FILTER (WHERE (matching_placement.stage = %s AND workflow_action.verb = %s AND
    matching_placement.sent_on <= %s)) AS silence, COUNT(workflow_action.id) FILTER (WHERE
    (workflow_action.placement_id IS NULL AND workflow_action.verb = %s AND matching_youth.situation = %s AND
    matching_youth.situation_since <= %s)) AS attente, COUNT(workflow_action.id) FILTER (WHERE
    (offers_offerbudget.consumed = %s AND offers_offerbudget.reserved = %s AND workflow_action.verb = %s AND
    offers_offer.available_since <= %s)) AS sans_jeune
FROM workflow_action
LEFT OUTER JOIN matching_placement ON (workflow_action.placement_id = matching_placement.id)
LEFT OUTER JOIN matching_youth ON (workflow_action.youth_id = matching_youth.id)
LEFT OUTER JOIN offers_offer ON (workflow_action.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…))

-- 6
SELECT COUNT(*) AS __count
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…) AND workflow_action.done_at IS
    NULL AND workflow_action.due < %s)

-- 7
SELECT COUNT(*) AS __count
FROM offers_offer
INNER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
INNER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
WHERE (offers_offer.stage = %s AND offers_contract.firm_end >= %s AND offers_contract.firm_end < %s AND
    offers_offerbudget.total >= ((offers_offerbudget.reserved + offers_offerbudget.consumed) + %s) AND
    offers_offer.service_id IN (…))

-- 8
SELECT COUNT(matching_placement.id) AS count, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (interval '1 day' *
    (matching_placement.meeting_held_on - matching_placement.sent_on))) AS middle
FROM matching_placement
WHERE (matching_placement.meeting_held_on >= %s AND matching_placement.sent_on IS NOT NULL AND
    matching_placement.service_id IN (…))
