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
SELECT COUNT(*) AS __count
FROM matching_youth
WHERE (matching_youth.anonymised_on IS NULL AND matching_youth.merged_into_id IS NULL AND
    (matching_youth.situation = %s OR matching_youth.situation = %s OR matching_youth.situation = %s))

-- 4
SELECT COUNT(*) AS __count
FROM matching_youth
WHERE (matching_youth.anonymised_on IS NULL AND matching_youth.merged_into_id IS NULL AND
    matching_youth.situation = %s)

-- 5
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.stage = %s OR matching_placement.stage = %s OR matching_placement.stage = %s OR
    matching_placement.stage = %s OR matching_placement.stage = %s OR matching_placement.stage = %s)

-- 6
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE matching_placement.stage = %s

-- 7
SELECT COUNT(*) AS __count
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…) AND workflow_action.due < %s)

-- 8
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE ((matching_placement.stage IN (…) OR matching_placement.meeting_held_on IS NOT NULL) AND
    matching_placement.meeting_at >= %s AND matching_placement.meeting_at < %s AND
    matching_placement.meeting_at IS NOT NULL)

-- 9
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.sent_on >= %s AND matching_placement.sent_on <= %s AND matching_placement.sent_on IS
    NOT NULL)

-- 10
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.accepted_on >= %s AND matching_placement.accepted_on <= %s AND
    matching_placement.accepted_on IS NOT NULL)

-- 11
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.id IN (SELECT V0.id AS pk
FROM matching_placement V0
WHERE ((V0.started_on IS NOT NULL AND V0.presence_ended_on IS NULL) OR (V0.end_reason = %s AND
    V0.presence_ended_on IS NOT NULL) OR (V0.presence_ended_on IS NOT NULL AND NOT (V0.end_reason = %s)))) AND
    COALESCE(matching_placement.started_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.starts_on ELSE NULL END) >= %s AND COALESCE(matching_placement.started_on, CASE WHEN
    (matching_placement.stage IN (…)) THEN matching_placement.starts_on ELSE NULL END) <= %s AND
    COALESCE(matching_placement.started_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.starts_on ELSE NULL END) IS NOT NULL)

-- 12
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.id IN (SELECT V0.id AS pk
FROM matching_placement V0
WHERE ((V0.end_reason = %s AND V0.presence_ended_on IS NOT NULL) OR (V0.presence_ended_on IS NOT NULL AND NOT
    (V0.end_reason = %s)))) AND COALESCE(matching_placement.presence_ended_on, CASE WHEN
    (matching_placement.stage IN (…)) THEN matching_placement.ends_on ELSE NULL END) >= %s AND
    COALESCE(matching_placement.presence_ended_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.ends_on ELSE NULL END) <= %s AND COALESCE(matching_placement.presence_ended_on, CASE
    WHEN (matching_placement.stage IN (…)) THEN matching_placement.ends_on ELSE NULL END) IS NOT NULL)

-- 13
SELECT COUNT(*) AS __count
FROM matching_placement
WHERE (matching_placement.id IN (SELECT U0.id AS pk
FROM matching_placement U0
WHERE (U0.presence_ended_on IS NOT NULL AND NOT (U0.end_reason = %s))) AND
    COALESCE(matching_placement.presence_ended_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.ends_on ELSE NULL END) >= %s AND COALESCE(matching_placement.presence_ended_on, CASE
    WHEN (matching_placement.stage IN (…)) THEN matching_placement.ends_on ELSE NULL END) <= %s AND
    COALESCE(matching_placement.presence_ended_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.ends_on ELSE NULL END) IS NOT NULL)

-- 14
SELECT SUM(matching_attendance.hours) AS done
FROM matching_attendance
WHERE (matching_attendance.week >= %s AND matching_attendance.week <= %s AND matching_attendance.placement_id
    IN (SELECT V0.id AS pk
FROM matching_placement V0
WHERE EXISTS(SELECT %s AS a
FROM matching_attendance U0
WHERE (U0.week >= %s AND U0.week <= %s AND U0.placement_id = (V0.id))
LIMIT 1)))

-- 15, 2 times
SELECT matching_placement.end_reason AS end_reason, COUNT(DISTINCT matching_placement.id) AS pk__count
FROM matching_placement
WHERE (((matching_placement.end_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.end_reason = %s AND matching_placement.stage = %s) OR (matching_placement.end_reason =
    %s AND matching_placement.stage = %s) OR (matching_placement.end_reason = %s AND matching_placement.stage =
    %s) OR (matching_placement.end_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.end_reason = %s AND matching_placement.stage = %s) OR (matching_placement.end_reason =
    %s AND matching_placement.stage = %s)) AND matching_placement.closed_on >= %s AND
    matching_placement.closed_on <= %s AND matching_placement.closed_on IS NOT NULL)
GROUP BY 1

-- 16
SELECT matching_placement.silence_reason AS silence_reason, COUNT(DISTINCT matching_placement.id) AS pk__count
FROM matching_placement
WHERE (((matching_placement.silence_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.silence_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.silence_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.silence_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.silence_reason = %s AND matching_placement.stage = %s) OR
    (matching_placement.silence_reason = %s AND matching_placement.stage = %s)) AND
    matching_placement.closed_on >= %s AND matching_placement.closed_on <= %s AND matching_placement.closed_on
    IS NOT NULL)
GROUP BY 1

-- 17
SELECT matching_placement.end_reason AS end_reason, COUNT(DISTINCT matching_placement.id) AS pk__count
FROM matching_placement
WHERE (((matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL) OR
    (matching_placement.end_reason = %s AND matching_placement.presence_ended_on IS NOT NULL)) AND
    COALESCE(matching_placement.presence_ended_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.ends_on ELSE NULL END) >= %s AND COALESCE(matching_placement.presence_ended_on, CASE
    WHEN (matching_placement.stage IN (…)) THEN matching_placement.ends_on ELSE NULL END) <= %s AND
    COALESCE(matching_placement.presence_ended_on, CASE WHEN (matching_placement.stage IN (…)) THEN
    matching_placement.ends_on ELSE NULL END) IS NOT NULL)
GROUP BY 1
