"""The two notices, written from what is known: to the CNIL (article 33.3), to the people (article 34.2)."""

from dataclasses import dataclass

from matching.enums import BreachKind, BreachRisk
from matching.models import Breach, Youth
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.french.moments import full_moment
from psf.french.numbers import counted

# What the files of young people hold (domain §6): named in the notice, for whoever was exposed.
DATA = (
    "au plus : identité, coordonnées, dernière scolarité, situation vis-à-vis de l'obligation de formation,"
    " parcours en entreprise ; le dossier n'a aucun champ sur la santé, les infractions ou la famille"
)
LACKS = "à compléter"


@dataclass(frozen=True, slots=True)
class Item:
    """A mention that the law requires; `given` False: still to be written."""

    title: str
    text: str
    given: bool


def dpo() -> str:
    """Whom to ask, as the notice must say."""
    person = User.objects.active().with_role(Role.DPO).order_by("pk").first()
    return f"{person}, {person.email}" if person else ""


def for_the_cnil(breach: Breach) -> list[Item]:
    """Article 33.3: nature and numbers, contact, consequences, measures; and why it is late."""
    records = breach.facts.get("records", [])
    number = (
        f"{counted(breach.people, 'personne')} environ{_minors(records)} ;"
        f" {counted(len(records), 'dossier')}"
        if breach.people is not None
        else ""
    )
    items = [
        _item("Nature de la violation", f"{BreachKind(breach.kind).label}. {breach.what}"),
        _item(
            "Moment",
            f"depuis le {full_moment(breach.happened_at)}, constatée le {full_moment(breach.known_at)}",
        ),
        _item("Personnes et dossiers concernés", number),
        _item("Catégories de données", DATA),
        _item("Délégué à la protection des données", dpo()),
        _item("Conséquences probables", breach.consequences),
        _item("Mesures prises ou proposées", _measures(breach)),
    ]
    if breach.hours_left() < 0:
        items.append(_item("Motif du retard", breach.late_reason))
    return items


def for_the_people(breach: Breach) -> str:
    """Article 34.2, in plain words; empty when nobody must be told."""
    if breach.risk != BreachRisk.HIGH:
        return ""
    return "\n\n".join(
        (
            "Bonjour,",
            "Des données qui vous concernent ont pu être vues par une personne qui n'aurait pas dû"
            f" les voir, à partir du {full_moment(breach.happened_at)}.",
            f"Ce qui s'est passé : {_sentence(breach.what)}",
            f"Les données en cause, {DATA}.",
            f"Ce que cela peut changer pour vous : {_sentence(breach.consequences)}",
            f"Ce que nous avons fait : {_sentence(_measures(breach))}",
            "Ce que vous pouvez faire : méfiez-vous d'un appel ou d'un message qui semble tout savoir de"
            " vous, et dites-le-nous.",
            f"Une question ? {dpo() or LACKS}. Vous pouvez aussi vous adresser à la CNIL :"
            " cnil.fr/plaintes.",
        )
    )


def _sentence(text: str) -> str:
    return f"{text.rstrip('. ') or LACKS}."


def _minors(records: list[str]) -> str:
    """« , dont 2 mineurs » of the records that are in sight."""
    known = Youth.objects.filter(code__in=records)
    minors = sum(youth.is_minor for youth in known)
    return f", dont {counted(minors, 'mineur')}" if minors else ""


def _measures(breach: Breach) -> str:
    stopped = ""
    if breach.stopped_at:
        what = (
            "compte fermé aux sessions ouvertes"
            if breach.account_id
            else "liens personnels retirés"
        )
        stopped = f"{what} le {full_moment(breach.stopped_at)}"
    return ". ".join(filter(None, (stopped, breach.measures.rstrip(". "))))


def _item(title: str, text: str) -> Item:
    return Item(title, text or LACKS, bool(text))
