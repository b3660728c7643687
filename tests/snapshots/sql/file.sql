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
SELECT matching_placement(*), matching_youth(*), territories_service(*), accounts_user(*),
    territories_commune(*), T6.id, T6.version, T6.kind, T6.name, T6.sort_name, T6.department_id, T6.phone,
    T6.email, T6.address, T6.active, T6.archive_of_id, offers_hostslot(*), offers_company(*), T9.id, T9.code,
    T9.name, T9.sort_name, T9.postal_codes, T9.department_id, T9.parent_id, T9.latitude, T9.longitude,
    T9.population, territories_department(*), territories_academy(*), offers_companycontact(*),
    offers_offer(*), offers_contract(*), offers_buyer(*), offers_buyercontact(*), T17.id, T17.version,
    T17.created_at, T17.updated_at, T17.name, T17.sort_name, T17.siret, T17.no_siret_reason, T17.activity,
    T17.commune_id, T17.address, T17.interlocutor_id, T17.merged_into_id, offers_offerbudget(*), T19.id,
    T19.password, T19.last_login, T19.is_superuser, T19.username, T19.is_staff, T19.is_active, T19.date_joined,
    T19.version, T19.first_name, T19.last_name, T19.email, T19.phone, T19.function, T19.is_demonstration,
    T19.wants_digest, T19.left_on, T19.last_code_step, T19.sort_name, territories_school(*), matching_review(*)
FROM matching_placement
INNER JOIN matching_youth ON (matching_placement.youth_id = matching_youth.id)
INNER JOIN territories_service ON (matching_youth.service_id = territories_service.id)
LEFT OUTER JOIN accounts_user ON (matching_youth.tutor_id = accounts_user.id)
INNER JOIN territories_commune ON (matching_youth.commune_id = territories_commune.id)
INNER JOIN territories_service T6 ON (matching_placement.service_id = T6.id)
INNER JOIN offers_hostslot ON (matching_placement.host_slot_id = offers_hostslot.id)
LEFT OUTER JOIN offers_company ON (offers_hostslot.host_id = offers_company.id)
INNER JOIN territories_commune T9 ON (offers_hostslot.commune_id = T9.id)
INNER JOIN territories_department ON (T9.department_id = territories_department.id)
INNER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
LEFT OUTER JOIN offers_companycontact ON (offers_hostslot.tutor_id = offers_companycontact.id)
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
LEFT OUTER JOIN offers_buyer ON (offers_contract.buyer_id = offers_buyer.id)
LEFT OUTER JOIN offers_buyercontact ON (offers_contract.contact_id = offers_buyercontact.id)
INNER JOIN offers_company T17 ON (offers_offer.company_id = T17.id)
LEFT OUTER JOIN offers_offerbudget ON (offers_offer.id = offers_offerbudget.offer_id)
INNER JOIN accounts_user T19 ON (matching_placement.tutor_id = T19.id)
LEFT OUTER JOIN territories_school ON (matching_placement.school_id = territories_school.id)
LEFT OUTER JOIN matching_review ON (matching_placement.id = matching_review.placement_id)
WHERE matching_placement.code = %s
LIMIT 21

-- 4
SELECT matching_placementperiod(*)
FROM matching_placementperiod
WHERE matching_placementperiod.placement_id IN (…)
ORDER BY matching_placementperiod.starts_on ASC, matching_placementperiod.id ASC

-- 5
SELECT matching_signature(*)
FROM matching_signature
WHERE matching_signature.placement_id IN (…)
ORDER BY matching_signature.signed_on ASC, matching_signature.id ASC

-- 6
SELECT matching_incident(*)
FROM matching_incident
WHERE matching_incident.placement_id IN (…)
ORDER BY matching_incident.happened_on ASC, matching_incident.id ASC

-- 7
SELECT matching_attendance(*)
FROM matching_attendance
WHERE matching_attendance.placement_id IN (…)
ORDER BY matching_attendance.week ASC

-- 8
SELECT matching_meetingdate(*)
FROM matching_meetingdate
WHERE matching_meetingdate.placement_id IN (…)
ORDER BY matching_meetingdate.at ASC, matching_meetingdate.id ASC

-- 9
SELECT matching_guardian(*)
FROM matching_guardian
WHERE matching_guardian.youth_id IN (…)
ORDER BY matching_guardian.id ASC

-- 10
SELECT territories_service.id AS pk, territories_department.academy_id AS department__academy,
    territories_academy.holiday_zone AS department__academy__holiday_zone, territories_department.code AS
    department__code
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE territories_service.id = %s
ORDER BY 1 ASC

-- 11
SELECT DISTINCT ON (workflow_stagepolicy.academy_id) workflow_stagepolicy(*), territories_academy(*)
FROM workflow_stagepolicy
LEFT OUTER JOIN territories_academy ON (workflow_stagepolicy.academy_id = territories_academy.id)
ORDER BY workflow_stagepolicy.academy_id ASC, workflow_stagepolicy.number DESC

-- 12
SELECT %s AS a
FROM workflow_action
WHERE (workflow_action.placement_id = %s AND workflow_action.done_at IS NULL AND workflow_action.verb IN (…))
LIMIT 1

-- 13
SELECT workflow_action(*)
FROM workflow_action
WHERE (workflow_action.placement_id = %s AND workflow_action.done_at IS NULL AND workflow_action.verb = %s)
ORDER BY workflow_action.due ASC, workflow_action.id ASC
LIMIT 1

-- 14, 2 times
SELECT %s AS a
FROM workflow_action
WHERE (workflow_action.placement_id = %s AND workflow_action.done_at IS NULL AND workflow_action.verb IN (…))
LIMIT 1

-- 15
SELECT workflow_action(*), accounts_user(*)
FROM workflow_action
LEFT OUTER JOIN accounts_user ON (workflow_action.person_id = accounts_user.id)
WHERE (workflow_action.placement_id = %s AND workflow_action.done_at IS NULL)
ORDER BY workflow_action.due ASC, workflow_action.id ASC

-- 16
SELECT workflow_event(*), accounts_user(*)
FROM workflow_event
LEFT OUTER JOIN accounts_user ON (workflow_event.by_id = accounts_user.id)
WHERE (workflow_event.kind IN (…) AND workflow_event.placement_id = %s)
ORDER BY workflow_event.id DESC
LIMIT 1

-- 17
SELECT workflow_event(*), offers_companycontact(*), accounts_user(*), T5.id, T5.service_id, T5.youth_id,
    T5.placement_id, T5.offer_id, T5.contact_id, T5.filing_id, T5.kind, T5.name, T5.label, T5.from_stage,
    T5.to_stage, T5.at, T5.by_id, T5.guest, T5.on_behalf_of, T5.reason, T5.reason_label, T5.word_id, T5.text,
    T5.call_outcome, T5.memory, T5.undone_by_id, T5.visible_to
FROM workflow_event
LEFT OUTER JOIN offers_companycontact ON (workflow_event.contact_id = offers_companycontact.id)
LEFT OUTER JOIN accounts_user ON (workflow_event.by_id = accounts_user.id)
LEFT OUTER JOIN workflow_event T5 ON (workflow_event.undone_by_id = T5.id)
WHERE workflow_event.placement_id = %s
ORDER BY workflow_event.at DESC, workflow_event.id DESC

-- 18
SELECT offers_companycontact(*), accounts_user(*)
FROM offers_companycontact
LEFT OUTER JOIN accounts_user ON (offers_companycontact.address_by_id = accounts_user.id)
WHERE (offers_companycontact.company_id IN (…) AND ((NOT EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.contact_id = (offers_companycontact.id) AND U0.service_id = %s AND ((U0.email =
    (offers_companycontact.email) AND U0.left_on IS NULL AND U0.phone = (offers_companycontact.phone)) OR
    U0.decided_at >= (offers_companycontact.address_at)))
LIMIT 1) AND offers_companycontact.left_on IS NULL) OR (EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.contact_id = (offers_companycontact.id) AND U0.service_id = %s AND NOT ((U0.left_on IS NOT NULL OR
    U0.decided_at >= (offers_companycontact.address_at))))
LIMIT 1) AND offers_companycontact.left_on IS NOT NULL AND offers_companycontact.same_as_id IS NULL)))
ORDER BY offers_companycontact.rank ASC, offers_companycontact.id ASC

-- 19
SELECT offers_offer(*)
FROM offers_offer
WHERE offers_offer.contract_id = %s
ORDER BY offers_offer.declared_on DESC, offers_offer.id DESC

-- 20
SELECT offers_buyercontact(*), accounts_user(*)
FROM offers_buyercontact
LEFT OUTER JOIN accounts_user ON (offers_buyercontact.address_by_id = accounts_user.id)
WHERE (offers_buyercontact.id IN (…) AND (((NOT EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.contact_id = (offers_buyercontact.id) AND U0.service_id = %s AND ((U0.email =
    (offers_buyercontact.email) AND U0.left_on IS NULL AND U0.phone = (offers_buyercontact.phone)) OR
    U0.decided_at >= (offers_buyercontact.address_at)))
LIMIT 1) OR (EXISTS(SELECT %s AS a
FROM offers_buyercontact V0
WHERE ((EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (V0.id) AND U0.decided_at < (V0.successor_at) AND NOT
    (U0.successor_id = (COALESCE(V0.successor_id, %s)) AND U0.successor_id IS NOT NULL))
LIMIT 1) OR (NOT EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (V0.id))
LIMIT 1) AND NOT EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (V0.successor_id) AND U0.decided_at >= (V0.successor_at))
LIMIT 1))) AND V0.successor_id = (offers_buyercontact.id) AND V0.successor_at IS NOT NULL)
LIMIT 1) AND EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_buyercontact.id))
LIMIT 1))) AND offers_buyercontact.left_on IS NULL) OR (EXISTS(SELECT %s AS a
FROM offers_buyercontactaddress U0
WHERE (U0.contact_id = (offers_buyercontact.id) AND U0.service_id = %s AND NOT ((U0.left_on IS NOT NULL OR
    U0.decided_at >= (offers_buyercontact.address_at))))
LIMIT 1) AND offers_buyercontact.left_on IS NOT NULL AND offers_buyercontact.successor_id IS NULL)))
ORDER BY offers_buyercontact.sort_name ASC, offers_buyercontact.id ASC

-- 21
SELECT workflow_event(*)
FROM workflow_event
WHERE (workflow_event.placement_id = %s AND (workflow_event.kind = %s OR NOT (workflow_event.memory = %s)) AND
    workflow_event.undone_by_id IS NULL)
ORDER BY workflow_event.at DESC, workflow_event.id DESC
LIMIT 1

-- 22
SELECT workflow_workflowlimits(*)
FROM workflow_workflowlimits
ORDER BY workflow_workflowlimits.id ASC
LIMIT 1

-- 23
SELECT matching_placement(*), offers_hostslot(*), offers_offer(*)
FROM matching_placement
INNER JOIN offers_hostslot ON (matching_placement.host_slot_id = offers_hostslot.id)
INNER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
WHERE (matching_placement.youth_id = %s AND matching_placement.presence_ended_on IS NOT NULL AND
    matching_placement.started_on IS NOT NULL AND NOT (matching_placement.id = %s))
ORDER BY matching_placement.reserved_on DESC, matching_placement.id DESC

-- 24
SELECT offers_gratificationrate(*)
FROM offers_gratificationrate
ORDER BY offers_gratificationrate.valid_from DESC

-- 25
INSERT INTO perimeter_accesslog (user_id, link, reader, at, door, record, code, count, reason, service_id)
    VALUES (…) RETURNING perimeter_accesslog(id, reader, reason)

-- 26
SELECT offers_companycontact(*), offers_company(*)
FROM offers_companycontact
INNER JOIN offers_company ON (offers_companycontact.company_id = offers_company.id)
WHERE (offers_companycontact.company_id IN (…) AND (EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id) AND U0.left_on IS NULL)
LIMIT 1) OR (offers_companycontact.left_on IS NULL AND NOT EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
LIMIT 1))))
ORDER BY COALESCE((SELECT U0.rank AS rank
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
ORDER BY 1 ASC
LIMIT 1), offers_companycontact.rank) ASC, offers_companycontact.id ASC

-- 27
SELECT offers_companycontactaddress(*)
FROM offers_companycontactaddress
WHERE (offers_companycontactaddress.service_id = %s AND offers_companycontactaddress.contact_id IN (…))

-- 28
SELECT offers_offer(*)
FROM offers_offer
WHERE offers_offer.id = %s
LIMIT 21

-- 29
SELECT offers_company(*)
FROM offers_company
WHERE offers_company.id = %s
LIMIT 21

-- 30
SELECT words_word(*)
FROM words_word
WHERE (words_word.list_name = %s AND (words_word.academy_id IS NULL OR words_word.academy_id = %s) AND
    words_word.valid_from <= %s AND (words_word.valid_until IS NULL OR words_word.valid_until >= %s))
ORDER BY words_word.id ASC

-- 31
SELECT words_listorder(*)
FROM words_listorder
WHERE ((words_listorder.academy_id IS NULL OR words_listorder.academy_id = %s) AND words_listorder.list_name =
    %s)
ORDER BY words_listorder.id ASC

-- 32
SELECT offers_companycontact(*), offers_company(*)
FROM offers_companycontact
INNER JOIN offers_company ON (offers_companycontact.company_id = offers_company.id)
WHERE (offers_companycontact.company_id IN (…) AND (EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id) AND U0.left_on IS NULL)
LIMIT 1) OR (offers_companycontact.left_on IS NULL AND NOT EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
LIMIT 1))))
ORDER BY COALESCE((SELECT U0.rank AS rank
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
ORDER BY 1 ASC
LIMIT 1), offers_companycontact.rank) ASC, offers_companycontact.id ASC

-- 33
SELECT offers_companycontactaddress(*)
FROM offers_companycontactaddress
WHERE (offers_companycontactaddress.service_id = %s AND offers_companycontactaddress.contact_id IN (…))

-- 34
SELECT offers_companycontact(*), offers_company(*)
FROM offers_companycontact
INNER JOIN offers_company ON (offers_companycontact.company_id = offers_company.id)
WHERE (offers_companycontact.company_id IN (…) AND (EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id) AND U0.left_on IS NULL)
LIMIT 1) OR (offers_companycontact.left_on IS NULL AND NOT EXISTS(SELECT %s AS a
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
LIMIT 1))))
ORDER BY COALESCE((SELECT U0.rank AS rank
FROM offers_companycontactaddress U0
WHERE (U0.service_id = %s AND U0.contact_id = (offers_companycontact.id))
ORDER BY 1 ASC
LIMIT 1), offers_companycontact.rank) ASC, offers_companycontact.id ASC

-- 35
SELECT offers_companycontactaddress(*)
FROM offers_companycontactaddress
WHERE (offers_companycontactaddress.service_id = %s AND offers_companycontactaddress.contact_id IN (…))

-- 36
SELECT offers_buyercontactaddress(*)
FROM offers_buyercontactaddress
WHERE (offers_buyercontactaddress.contact_id = %s AND offers_buyercontactaddress.service_id = %s)
ORDER BY offers_buyercontactaddress.id ASC
LIMIT 1

-- 37
SELECT COUNT(*)
FROM ((SELECT %s AS source, %s AS rank, workflow_event.id AS pk, workflow_event.at AS moment
FROM workflow_event
WHERE (workflow_event.youth_id = %s AND NOT (workflow_event.kind = %s) AND NOT (workflow_event.placement_id =
    %s AND workflow_event.placement_id IS NOT NULL)))
UNION ALL (SELECT %s AS source, %s AS rank, messaging_message.id AS pk, messaging_message.created_at AS moment
FROM messaging_message
WHERE messaging_message.youth_id = %s)
UNION ALL (SELECT %s AS source, %s AS rank, matching_situationentry.id AS pk,
    COALESCE(matching_situationentry.noted_at, (matching_situationentry.since)::timestamp with time zone) AS
    moment
FROM matching_situationentry
WHERE matching_situationentry.youth_id = %s)) subquery

-- 38
(SELECT %s AS source, %s AS rank, workflow_event.id AS pk, workflow_event.at AS moment
FROM workflow_event
WHERE (workflow_event.youth_id = %s AND NOT (workflow_event.kind = %s) AND NOT (workflow_event.placement_id =
    %s AND workflow_event.placement_id IS NOT NULL)))
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

-- 39
SELECT messaging_message(*), matching_placement(*), accounts_user(*)
FROM messaging_message
LEFT OUTER JOIN matching_placement ON (messaging_message.placement_id = matching_placement.id)
LEFT OUTER JOIN accounts_user ON (messaging_message.created_by_id = accounts_user.id)
WHERE messaging_message.id IN (…)
ORDER BY messaging_message.created_at DESC, messaging_message.id DESC

-- 40
SELECT workflow_action(*), accounts_user(*)
FROM workflow_action
LEFT OUTER JOIN accounts_user ON (workflow_action.person_id = accounts_user.id)
WHERE (workflow_action.done_at IS NULL AND workflow_action.placement_id IS NULL AND workflow_action.youth_id =
    %s AND workflow_action.verb IN (…))
ORDER BY workflow_action.due ASC, workflow_action.id ASC
LIMIT 1

-- 41
SELECT documents_storedfile(*), documents_blob(*), accounts_user(*), T7.id, T7.password, T7.last_login,
    T7.is_superuser, T7.username, T7.is_staff, T7.is_active, T7.date_joined, T7.version, T7.first_name,
    T7.last_name, T7.email, T7.phone, T7.function, T7.is_demonstration, T7.wants_digest, T7.left_on,
    T7.last_code_step, T7.sort_name
FROM documents_storedfile
INNER JOIN documents_blob ON (documents_storedfile.blob_id = documents_blob.id)
LEFT OUTER JOIN accounts_user ON (documents_storedfile.uploaded_by_id = accounts_user.id)
LEFT OUTER JOIN accounts_user T7 ON (documents_storedfile.removed_by_id = T7.id)
WHERE (documents_storedfile.attached AND (documents_storedfile.placement_id = %s OR
    (documents_storedfile.offer_id = %s AND documents_storedfile.youth_id IS NULL)))
ORDER BY documents_storedfile.uploaded_at DESC, documents_storedfile.id DESC

-- 42
SELECT links_link(*), accounts_user(*), matching_youth(*), matching_placement(*), matching_guardian(*),
    offers_offer(*), offers_contract(*), offers_companycontact(*), offers_buyercontact(*)
FROM links_link
LEFT OUTER JOIN matching_placement ON (links_link.placement_id = matching_placement.id)
LEFT OUTER JOIN matching_youth ON (links_link.youth_id = matching_youth.id)
LEFT OUTER JOIN accounts_user ON (links_link.revoked_by_id = accounts_user.id)
LEFT OUTER JOIN matching_guardian ON (links_link.guardian_id = matching_guardian.id)
LEFT OUTER JOIN offers_offer ON (links_link.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_contract ON (links_link.contract_id = offers_contract.id)
LEFT OUTER JOIN offers_companycontact ON (links_link.contact_id = offers_companycontact.id)
LEFT OUTER JOIN offers_buyercontact ON (links_link.buyer_contact_id = offers_buyercontact.id)
WHERE (links_link.placement_id = %s OR (links_link.placement_id IS NULL AND links_link.youth_id = %s))
ORDER BY links_link.created_at DESC, links_link.id DESC
