"""What a file gives to the documents produced from it, and what it lacks, in words."""

from datetime import date, timedelta

from django.utils import timezone

from matching.models import Placement
from matching.placements.gratification import gratification_of, presence_at_this_host
from matching.placements.wording import BLANK, long_day, schedule
from offers.enums import ContactRole
from offers.models import CompanyContact
from psf.documents.kinds import Filled
from psf.french.days import WEEKDAYS
from psf.french.numbers import euros
from psf.french.numbers import hours as in_hours

WEEK = WEEKDAYS[:6]


def find_placement(code: str, user) -> Placement | None:
    """The file of this code in the reader's perimeter."""
    if not user.has_perm("matching.view_placement"):
        return None
    return Placement.objects.for_file().filter(code=code).first()


def academy_of(service):
    """The académie of a service; None for the national team."""
    return service.department.academy if service.department_id else None


def or_blank(*values) -> str:
    """The first value that is filled, else a line to fill by hand."""
    return next((str(value) for value in values if value), BLANK)


def people(placement: Placement) -> dict[str, str]:
    youth, tutor = placement.youth, placement.tutor
    guardian = next(iter(youth.guardians.all()), None) if youth.is_minor else None
    guardian_name = f"{guardian.first_name} {guardian.last_name}" if guardian else BLANK
    return {
        "jeune_prenom": youth.first_name,
        "jeune_nom": youth.last_name,
        "jeune_naissance": long_day(youth.birth_date),
        "jeune_adresse": or_blank(_address(youth)),
        "mineur": "oui" if youth.is_minor else "",
        "representant_legal": guardian_name if youth.is_minor else "",
        "tuteur_pedagogique": tutor.get_full_name() or tutor.username,
        "tuteur_pedagogique_telephone": or_blank(tutor.phone, placement.service.phone),
        "service": str(placement.service),
        "etablissement": or_blank(placement.school),
        "etablissement_uai": or_blank(placement.school and placement.school.uai),
    }


def company(placement: Placement) -> dict[str, str]:
    slot, titulaire = placement.host_slot, placement.offer.company
    host, tutor = slot.hosting_company, slot.tutor
    people = CompanyContact.objects.filter(company=titulaire)
    contacts = people.reachable_for(placement.service_id)
    head = next((one for one in contacts if one.role == ContactRole.MANAGEMENT), None)
    return {
        "entreprise": titulaire.name,
        "entreprise_siret": or_blank(titulaire.siret),
        "entreprise_adresse": or_blank(_address(titulaire)),
        "entreprise_representant": or_blank(head and head.name),
        "sous_traitant": host.name if host.pk != titulaire.pk else "",
        "lieu": f"{slot.site}, {slot.commune.name}",
        "lieu_adresse": or_blank(_address(slot)),
        "tuteur_entreprise": or_blank(tutor and tutor.name),
        "tuteur_entreprise_fonction": or_blank(tutor and tutor.function),
        "tuteur_entreprise_telephone": or_blank(
            tutor and tutor.address_for(placement.service_id).phone
        ),
    }


def framework(placement: Placement) -> dict[str, str]:
    """The marché, when there is one: empty otherwise, so that a template can leave it out."""
    contract = placement.offer.contract
    return {
        "marche": f"{contract.reference}, {contract.title}" if contract else "",
        "acheteur": contract.buyer.name if contract else "",
        "date_du_jour": long_day(timezone.localdate()),
        "code_dossier": placement.code,
    }


def convention(placement: Placement) -> Filled:
    offer, slot = placement.offer, placement.host_slot
    periods = list(placement.periods.all())
    values = {
        **people(placement),
        **company(placement),
        **framework(placement),
        "heures": str(placement.counted.planned),
        "debut": long_day(placement.starts_on),
        "fin": long_day(placement.ends_on),
        "emploi_du_temps": schedule(periods) or BLANK,
        "taches": or_blank(slot.tasks),
        "objectifs": placement.goals,
        "tenue": or_blank(offer.equipment),
        "repas": or_blank(offer.meals),
        "transport": or_blank(offer.transport),
        "gratification": gratification_in_words(placement),
    }
    missing = [
        *_lacks(not periods, "les dates et l'emploi du temps"),
        *_lacks(placement.school is None, "l'établissement support"),
        *_lacks(slot.tutor is None, "le tuteur entreprise"),
        *_lacks(
            placement.youth.is_minor and not placement.youth.guardians.all(),
            "le représentant légal du jeune, qui est mineur",
        ),
        *_lacks(not slot.tasks, "les tâches confiées"),
    ]
    return Filled(values, missing, f"{placement.code}-convention.docx")


def attestation(placement: Placement) -> Filled:
    weeks = list(placement.attendances.all())
    counted = placement.counted
    values = {
        **people(placement),
        **company(placement),
        **framework(placement),
        "debut": long_day(placement.started_on or placement.starts_on),
        "fin": long_day(placement.last_day),
        "heures_presence": str(counted.done) if weeks else BLANK,
        "semaines": "\n".join(
            f"Semaine du {long_day(week.week)} : {week.hours} h" for week in weeks
        )
        or BLANK,
    }
    missing = [
        *_lacks(placement.started_on is None, "le premier jour : le parcours n'a pas commencé"),
        *_lacks(not weeks, "la présence d'au moins une semaine"),
        *_lacks(bool(weeks) and not counted.is_over, "la fin de la présence"),
    ]
    return Filled(values, missing, f"{placement.code}-attestation-de-presence.docx")


def presence_sheet(placement: Placement) -> Filled:
    periods = list(placement.periods.all())
    monday = first_sheet(placement)
    values = {
        **people(placement),
        **company(placement),
        **framework(placement),
        "semaine_du": long_day(monday),
        "debut": long_day(placement.starts_on),
        "fin": long_day(placement.ends_on),
    }
    for number, name in enumerate(WEEK):
        day = monday + timedelta(days=number) if monday else None
        planned = [
            period
            for period in periods
            if day and period.starts_on <= day <= period.ends_on and number in period.days
        ]
        values[f"{name}_prevu"] = (
            f"{planned[0].day_start:%H:%M} – {planned[0].day_end:%H:%M}" if planned else ""
        )
    missing = _lacks(not periods, "les dates et l'emploi du temps")
    return Filled(values, missing, f"{placement.code}-feuille-de-presence.docx")


def first_sheet(placement: Placement) -> date | None:
    """The Monday of the sheet: this week during the presence, else the first week."""
    if placement.starts_on is None:
        return None
    day = timezone.localdate()
    if not placement.starts_on <= day <= (placement.ends_on or placement.starts_on):
        day = placement.starts_on
    return day - timedelta(days=day.weekday())


def gratification_in_words(placement: Placement) -> str:
    due = gratification_of(placement)
    if not due.due:
        return (
            "Aucune gratification n'est due par la loi pour ces heures (code de l'éducation,"
            " articles L124-6 et D124-6)."
        )
    hours = presence_at_this_host(placement)
    amount = f" : au moins {euros(due.amount)} pour {in_hours(hours)}" if due.amount else ""
    if amount and hours > placement.counted.presence:
        amount += " de présence dans cette entreprise pendant l'année scolaire"
    return (
        "Une gratification est due dès la première heure de présence (code de l'éducation,"
        f" articles L124-6 et D124-6){amount}."
    )


def _address(place) -> str:
    commune = getattr(place, "commune", None)
    parts = [getattr(place, "address", ""), commune.name if commune else ""]
    return ", ".join(part for part in parts if part)


def _lacks(missing: bool, words: str) -> list[str]:
    return [words] if missing else []
