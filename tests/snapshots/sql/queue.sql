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
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…))

-- 4
SELECT workflow_action.id AS pk
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…))
ORDER BY workflow_action.due ASC, 1 ASC
LIMIT 6

-- 5
SELECT workflow_action(*), territories_service(*), matching_youth(*), matching_placement(*),
    offers_hostslot(*), offers_company(*), territories_commune(*), offers_companycontact(*), offers_offer(*),
    offers_contract(*), offers_buyer(*), offers_buyercontact(*), T13.id, T13.version, T13.phone, T13.email,
    T13.address_at, T13.address_by_id, T13.address_source, T13.created_at, T13.updated_at, T13.buyer_id,
    T13.role, T13.name, T13.sort_name, T13.left_on, T13.successor_id, T13.successor_at, T14.id, T14.version,
    T14.phone, T14.email, T14.address_at, T14.address_by_id, T14.address_source, T14.created_at,
    T14.updated_at, T14.buyer_id, T14.role, T14.name, T14.sort_name, T14.left_on, T14.successor_id,
    T14.successor_at, T15.id, T15.version, T15.created_at, T15.updated_at, T15.name, T15.sort_name, T15.siret,
    T15.no_siret_reason, T15.activity, T15.commune_id, T15.address, T15.interlocutor_id, T15.merged_into_id,
    T16.id, T16.version, T16.created_at, T16.updated_at, T16.code, T16.contract_id, T16.company_id,
    T16.service_id, T16.calibre, T16.hours, T16.derogation_reason, T16.derogation_agreed_on, T16.splittable,
    T16.transport, T16.equipment, T16.meals, T16.gratification, T16.contract_since, T16.entry, T16.declared_on,
    T16.stage, T16.stage_since, T16.available_since, T16.suspended_until, T16.climbed_to, T16.closed_reason,
    T16.closed_word_id, T17.id, T17.version, T17.created_at, T17.updated_at, T17.buyer_id, T17.contact_id,
    T17.prescriber_id, T17.company_id, T17.reference, T17.title, T17.sort_name, T17.kind, T17.cpv, T17.amount,
    T17.firm_months, T17.renewals, T17.renewal_months, T17.notified_on, T17.firm_end,
    T17.gratification_granted, T17.trigger_amount, T17.penalties, T17.clause_article, T17.decp_id, T18.id,
    T18.version, T18.created_at, T18.updated_at, T18.name, T18.sort_name, T18.kind, T18.siret, T18.commune_id,
    T18.convention_until, T18.merged_into_id, T19.id, T19.version, T19.created_at, T19.updated_at, T19.name,
    T19.sort_name, T19.siret, T19.no_siret_reason, T19.activity, T19.commune_id, T19.address,
    T19.interlocutor_id, T19.merged_into_id, offers_offerbudget(*), T21.id, T21.version, T21.phone, T21.email,
    T21.address_at, T21.address_by_id, T21.address_source, T21.created_at, T21.updated_at, T21.company_id,
    T21.role, T21.name, T21.sort_name, T21.function, T21.rank, T21.verified_on, T21.bounced_on, T21.left_on,
    T21.same_as_id, T22.id, T22.version, T22.created_at, T22.updated_at, T22.name, T22.sort_name, T22.siret,
    T22.no_siret_reason, T22.activity, T22.commune_id, T22.address, T22.interlocutor_id, T22.merged_into_id,
    offers_filing(*), T24.id, T24.code, T24.name, T24.sort_name, T24.postal_codes, T24.department_id,
    T24.parent_id, T24.latitude, T24.longitude, T24.population, accounts_user(*)
FROM workflow_action
INNER JOIN territories_service ON (workflow_action.service_id = territories_service.id)
LEFT OUTER JOIN matching_youth ON (workflow_action.youth_id = matching_youth.id)
LEFT OUTER JOIN matching_placement ON (workflow_action.placement_id = matching_placement.id)
LEFT OUTER JOIN offers_hostslot ON (matching_placement.host_slot_id = offers_hostslot.id)
LEFT OUTER JOIN offers_company ON (offers_hostslot.host_id = offers_company.id)
LEFT OUTER JOIN territories_commune ON (offers_hostslot.commune_id = territories_commune.id)
LEFT OUTER JOIN offers_companycontact ON (offers_hostslot.tutor_id = offers_companycontact.id)
LEFT OUTER JOIN offers_offer ON (matching_placement.offer_id = offers_offer.id)
LEFT OUTER JOIN offers_contract ON (offers_offer.contract_id = offers_contract.id)
LEFT OUTER JOIN offers_buyer ON (offers_contract.buyer_id = offers_buyer.id)
LEFT OUTER JOIN offers_buyercontact ON (offers_contract.contact_id = offers_buyercontact.id)
LEFT OUTER JOIN offers_buyercontact T13 ON (offers_buyercontact.successor_id = T13.id)
LEFT OUTER JOIN offers_buyercontact T14 ON (T13.successor_id = T14.id)
LEFT OUTER JOIN offers_company T15 ON (offers_offer.company_id = T15.id)
LEFT OUTER JOIN offers_offer T16 ON (workflow_action.offer_id = T16.id)
LEFT OUTER JOIN offers_contract T17 ON (T16.contract_id = T17.id)
LEFT OUTER JOIN offers_buyer T18 ON (T17.buyer_id = T18.id)
LEFT OUTER JOIN offers_company T19 ON (T16.company_id = T19.id)
LEFT OUTER JOIN offers_offerbudget ON (T16.id = offers_offerbudget.offer_id)
LEFT OUTER JOIN offers_companycontact T21 ON (workflow_action.contact_id = T21.id)
LEFT OUTER JOIN offers_company T22 ON (T21.company_id = T22.id)
LEFT OUTER JOIN offers_filing ON (workflow_action.filing_id = offers_filing.id)
LEFT OUTER JOIN territories_commune T24 ON (offers_filing.commune_id = T24.id)
LEFT OUTER JOIN accounts_user ON (workflow_action.person_id = accounts_user.id)
WHERE workflow_action.id IN (…)
ORDER BY workflow_action.due ASC, workflow_action.id ASC

-- 6
SELECT matching_signature(*)
FROM matching_signature
WHERE matching_signature.placement_id IN (…)
ORDER BY matching_signature.signed_on ASC, matching_signature.id ASC

-- 7
SELECT matching_review(*)
FROM matching_review
WHERE matching_review.placement_id IN (…)

-- 8
SELECT matching_meetingdate(*)
FROM matching_meetingdate
WHERE matching_meetingdate.placement_id IN (…)
ORDER BY matching_meetingdate.at ASC, matching_meetingdate.id ASC

-- 9
SELECT DISTINCT ON (workflow_event.placement_id) workflow_event(*)
FROM workflow_event
WHERE (workflow_event.placement_id IN (…) AND NOT (workflow_event.kind = %s))
ORDER BY workflow_event.placement_id ASC, workflow_event.at DESC, workflow_event.id DESC

-- 10
SELECT DISTINCT ON (workflow_event.offer_id) workflow_event(*)
FROM workflow_event
WHERE (workflow_event.offer_id IN (…) AND NOT (workflow_event.kind = %s))
ORDER BY workflow_event.offer_id ASC, workflow_event.at DESC, workflow_event.id DESC

-- 11
SELECT offers_companycontactaddress(*), offers_companycontact(*)
FROM offers_companycontactaddress
INNER JOIN offers_companycontact ON (offers_companycontactaddress.contact_id = offers_companycontact.id)
WHERE (offers_companycontact.company_id IN (…) AND offers_companycontactaddress.left_on IS NULL AND
    offers_companycontactaddress.service_id IN (…) AND NOT (offers_companycontactaddress.phone = %s))
ORDER BY offers_companycontact.rank ASC, offers_companycontactaddress.contact_id ASC

-- 12
SELECT offers_hostslot.offer_id AS offer_id, territories_commune.name AS commune__name
FROM offers_hostslot
INNER JOIN territories_commune ON (offers_hostslot.commune_id = territories_commune.id)
WHERE (offers_hostslot.active AND offers_hostslot.offer_id IN (…))
ORDER BY offers_hostslot.id ASC

-- 13
SELECT matching_reminderpause(*)
FROM matching_reminderpause
WHERE (matching_reminderpause.ends_on >= %s AND matching_reminderpause.lifted_on IS NULL AND
    matching_reminderpause.starts_on <= %s AND matching_reminderpause.placement_id IN (…))
ORDER BY matching_reminderpause.starts_on DESC, matching_reminderpause.id DESC

-- 14
SELECT accounts_absence.user_id AS user_id
FROM accounts_absence
INNER JOIN accounts_user T3 ON (accounts_absence.user_id = T3.id)
WHERE (accounts_absence.ends_on >= %s AND accounts_absence.starts_on <= %s AND accounts_absence.substitute_id =
    %s AND T3.is_active)
ORDER BY accounts_absence.starts_on DESC, accounts_absence.id DESC

-- 15
SELECT COUNT(workflow_action.id) FILTER (WHERE (workflow_action.person_id IN (…) OR (workflow_action.person_id
    IS NULL AND workflow_action.actor IN (…)))) AS n0, COUNT(workflow_action.id) FILTER (WHERE NOT
    (workflow_action.actor IN (…))) AS n1, COUNT(workflow_action.id) FILTER (WHERE (workflow_action.actor = %s
    OR workflow_action.verb IN (…))) AS n2, COUNT(workflow_action.id) FILTER (WHERE (workflow_action.actor = %s
    OR workflow_action.verb IN (…))) AS n3, COUNT(workflow_action.id) AS n4
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…))

-- 16
SELECT COUNT(*) AS __count
FROM workflow_action
WHERE (workflow_action.done_at IS NULL AND workflow_action.service_id IN (…) AND workflow_action.due <= %s)

-- 17
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

-- 18
SELECT territories_service.id AS pk, territories_department.academy_id AS department__academy,
    territories_academy.holiday_zone AS department__academy__holiday_zone, territories_department.code AS
    department__code
FROM territories_service
LEFT OUTER JOIN territories_department ON (territories_service.department_id = territories_department.id)
LEFT OUTER JOIN territories_academy ON (territories_department.academy_id = territories_academy.id)
WHERE territories_service.id IN (…)
ORDER BY 1 ASC

-- 19
SELECT DISTINCT ON (workflow_stagepolicy.academy_id) workflow_stagepolicy(*), territories_academy(*)
FROM workflow_stagepolicy
LEFT OUTER JOIN territories_academy ON (workflow_stagepolicy.academy_id = territories_academy.id)
ORDER BY workflow_stagepolicy.academy_id ASC, workflow_stagepolicy.number DESC
