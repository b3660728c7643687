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
SELECT accounts_absence.user_id AS user_id
FROM accounts_absence
INNER JOIN accounts_user T3 ON (accounts_absence.user_id = T3.id)
WHERE (accounts_absence.ends_on >= %s AND accounts_absence.starts_on <= %s AND accounts_absence.substitute_id =
    %s AND T3.is_active)
ORDER BY accounts_absence.starts_on DESC, accounts_absence.id DESC

-- 6
SELECT COUNT(workflow_action.id) FILTER (WHERE ((workflow_action.person_id IN (…) OR (workflow_action.person_id
    IS NULL AND workflow_action.actor IN (…))) AND workflow_action.due <= %s)) AS n0, COUNT(workflow_action.id)
    FILTER (WHERE ((workflow_action.person_id IN (…) OR (workflow_action.person_id IS NULL AND
    workflow_action.actor IN (…))) AND workflow_action.due < %s)) AS n1, COUNT(workflow_action.id) FILTER
    (WHERE workflow_action.due < %s) AS n2, COUNT(workflow_action.id) FILTER (WHERE (matching_placement.stage =
    %s AND workflow_action.verb = %s AND matching_placement.sent_on <= %s)) AS n3, COUNT(workflow_action.id)
    FILTER (WHERE (workflow_action.placement_id IS NULL AND workflow_action.verb = %s AND
    matching_youth.situation = %s AND matching_youth.situation_since <= %s)) AS n4, COUNT(workflow_action.id)
    FILTER (WHERE (offers_offerbudget.consumed = %s AND offers_offerbudget.reserved = %s AND offers_offer.stage
    = %s AND (workflow_action.verb = %s OR (NOT EXISTS(SELECT %s AS a
FROM workflow_action U0
WHERE (U0.done_at IS NULL AND U0.verb IN (…) AND U0.offer_id = (workflow_action.offer_id))
LIMIT 1) AND workflow_action.verb = %s)) AND offers_offer.available_since <= %s)) AS n5
FROM workflow_action
LEFT OUTER JOIN matching_placement ON (workflow_action.placement_id = matching_placement.id)
LEFT OUTER JOIN matching_youth ON (workflow_action.youth_id = matching_youth.id)
LEFT OUTER JOIN offers_offer ON (workflow_action.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…))

-- 7
SELECT COUNT(*) AS __count
FROM offers_filing
WHERE (offers_filing.confirmed_at IS NOT NULL AND offers_filing.closed_at IS NULL)

-- 8
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

-- 9
SELECT COUNT(*) AS __count
FROM offers_offer
INNER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
WHERE (offers_offer.stage = %s AND offers_offer.id IN (SELECT U0.id AS pk
FROM offers_offer U0
INNER JOIN offers_contract U1 ON (U0.contract_id = U1.id)
WHERE (U1.firm_end >= %s AND U1.firm_end < %s)) AND offers_offer.id IN (SELECT U0.id AS pk
FROM offers_offer U0
WHERE U0.service_id IN (…)) AND offers_offerbudget.total >= ((offers_offerbudget.reserved +
    offers_offerbudget.consumed) + %s))

-- 10
SELECT territories_service.id AS pk
FROM territories_service
WHERE territories_service.archive_of_id IN (…)
ORDER BY territories_service.sort_name ASC, 1 ASC

-- 11
SELECT territories_department.academy_id AS service__department__academy, (interval '1 day' *
    (matching_placement.meeting_held_on - matching_placement.sent_on)) AS expressionwrapper1,
    COUNT(matching_placement.id) AS number
FROM matching_placement
INNER JOIN territories_service ON (matching_placement.service_id = territories_service.id)
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
WHERE (matching_placement.meeting_held_on >= %s AND matching_placement.sent_on IS NOT NULL AND
    matching_placement.service_id IN (…))
GROUP BY 1, 2

-- 12
SELECT territories_department.academy_id AS service__department__academy,
    matching_statisticalplacement.days_to_meeting AS f1, COUNT(matching_statisticalplacement.id) AS number
FROM matching_statisticalplacement
INNER JOIN territories_service ON (matching_statisticalplacement.service_id = territories_service.id)
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
WHERE (matching_statisticalplacement.days_to_meeting IS NOT NULL AND matching_statisticalplacement.met_in >= %s
    AND matching_statisticalplacement.service_id IN (…))
GROUP BY 1, 2
