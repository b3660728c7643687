"""The two notices, written from what is known: to the CNIL (article 33.3), to the people (article 34.2)."""

from dataclasses import dataclass

from matching.enums import BreachKind, BreachRisk
from matching.models import Breach
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.french.moments import full_moment
from psf.french.numbers import counted

# What the files of young people hold (domain §6): named in the notice, for whoever was exposed.
DATA = (
    "identité, coordonnées, dernière scolarité, situation vis-à-vis de l'obligation de formation,"
    " parcours en entreprise ; aucune donnée de santé, d'infraction ni de situation familiale"
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
        f"{counted(breach.people, 'personne')} environ, jeunes de 16 à 25 ans dont des mineurs ;"
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
            f"Ce que cela peut changer pour vous : {breach.consequences or LACKS}.",
            f"Ce que nous avons fait : {_measures(breach) or LACKS}.",
            "Ce que vous pouvez faire : méfiez-vous d'un appel ou d'un message qui semble tout savoir de"
            " vous, et dites-le-nous.",
            f"Une question ? {dpo() or LACKS}. Vous pouvez aussi vous adresser à la CNIL :"
            " cnil.fr/plaintes.",
        )
    )


def _measures(breach: Breach) -> str:
    stopped = ""
    if breach.stopped_at:
        what = (
            "compte fermé aux sessions ouvertes"
            if breach.account_id
            else "liens personnels retirés"
        )
        stopped = f"{what} le {full_moment(breach.stopped_at)}"
    return ". ".join(filter(None, (stopped, breach.measures)))


def _item(title: str, text: str) -> Item:
    return Item(title, text or LACKS, bool(text))
