"""The two notices, proposed from what is known: to the CNIL (article 33.3), to the people (article 34.2).

Somebody reads, corrects, sends them; what they sent is kept with the breach.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from matching.enums import BreachKind, BreachRisk
from matching.models import Breach, Guardian, Youth
from matching.rights.officer import dpo
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.french.moments import full_moment
from psf.french.numbers import counted
from psf.french.phrases import listed

# What the files of young people hold (domain §6), for whoever was exposed; their papers come beside.
DATA = (
    "identité, coordonnées, représentants légaux, dernière scolarité, situation depuis la fin de l'école,"
    " objectifs et notes de suivi, parcours en entreprise"
)
# Of the CNIL alone: it reassures nobody who did not think of it.
NONE_SENSITIVE = (
    "le dossier n'a aucun champ sur la santé ni les infractions ; ses textes libres sont à relire"
)
# To the person: what happened to them, without a code or a word of the register.
HAPPENED = {
    BreachKind.WRONG_RECIPIENT: "Un message ou un lien qui montre votre dossier est arrivé à une personne"
    " qui ne devait pas le recevoir.",
    BreachKind.LOST_DEVICE: "Un ordinateur ou un téléphone qui permettait de voir votre dossier a été"
    " perdu ou volé.",
    BreachKind.ACCOUNT: "Quelqu'un a utilisé un compte qui permettait de voir votre dossier.",
    BreachKind.OTHER: "Ce qui s'est passé : à compléter.",
}
LACKS = "à compléter"


@dataclass(frozen=True, slots=True)
class Item:
    """A mention that the law requires; `given` False: still to be written."""

    title: str
    text: str
    given: bool


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to write to: their file, and whether a guardian is told too."""

    code: str
    key: int | None
    initials: str
    guardians: int


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
        _item("Catégories de données", f"au plus : {categories(breach)} ; {NONE_SENSITIVE}"),
        _item("Délégué à la protection des données", dpo()),
        _item("Conséquences probables", breach.consequences),
        _item("Mesures prises ou proposées", _measures(breach)),
    ]
    if breach.hours_left() < 0:
        items.append(_item("Motif du retard", breach.late_reason))
    return items


def cnil_text(breach: Breach) -> str:
    """The same as one text, to be corrected."""
    return "\n\n".join(f"{item.title} : {_sentence(item.text)}" for item in for_the_cnil(breach))


def for_the_people(breach: Breach) -> str:
    """Article 34.2, in plain words; empty when nobody must be told."""
    if breach.risk != BreachRisk.HIGH:
        return ""
    return "\n\n".join(
        (
            "Bonjour,",
            "Des données qui vous concernent ont pu être vues par une personne qui n'aurait pas dû"
            f" les voir, à partir du {full_moment(breach.happened_at)}.",
            HAPPENED[BreachKind(breach.kind)],
            f"Les données en cause sont, au plus : {categories(breach)}.",
            f"Ce que cela peut changer pour vous : {_sentence(breach.consequences)}",
            f"Ce que nous avons fait : {_sentence(_measures(breach))}",
            "Ce que vous pouvez faire : méfiez-vous d'un appel ou d'un message qui semble tout savoir de"
            " vous, et dites-le-nous.",
            f"Une question ? {dpo() or LACKS}. Vous pouvez aussi vous adresser à la CNIL :"
            " cnil.fr/plaintes.",
            _signed(breach),
        )
    )


def categories(breach: Breach) -> str:
    """What these files hold, the papers that stood in them among it: « …, CV et lettre »."""
    until = breach.stopped_at or timezone.now()
    files = StoredFile.objects.filter(
        Q(removed_at__isnull=True) | Q(removed_at__gt=breach.happened_at),
        youth__code__in=breach.facts.get("records", []),
        uploaded_at__lte=until,
    )
    kinds = set(files.order_by().values_list("kind", flat=True))
    papers = [str(kind.label) for kind in FileKind if kind in kinds]
    return listed([*DATA.split(", "), *papers])


def to_tell(breach: Breach) -> list[ToTell]:
    """Whom the service writes to; a file that is out of sight since keeps its code alone."""
    codes = breach.facts.get("records", [])
    known = {youth.code: youth for youth in Youth.objects.filter(code__in=codes)}
    guardians = Guardian.objects.filter(youth__in=[each.pk for each in known.values()])
    of = list(guardians.values_list("youth", flat=True))
    return [
        ToTell(code, youth.pk, youth.initials, of.count(youth.pk) if youth.is_minor else 0)
        if (youth := known.get(code))
        else ToTell(code, None, "", 0)
        for code in codes
    ]


def _signed(breach: Breach) -> str:
    service = breach.service
    return ", ".join(filter(None, (str(service), service.phone, service.email)))


def _sentence(text: str) -> str:
    said = text.strip(". ") or LACKS
    return f"{said[0].upper()}{said[1:]}."


def _minors(records: list[str]) -> str:
    """« , dont 2 mineurs » of the records that are in sight."""
    known = Youth.objects.filter(code__in=records)
    minors = sum(youth.is_minor for youth in known)
    return f", dont {counted(minors, 'mineur')}" if minors else ""


def _measures(breach: Breach) -> str:
    stopped = ""
    if breach.stopped_at:
        stopped = f"{_what_stopped(breach)} le {full_moment(breach.stopped_at)}"
    return " ".join(_sentence(each) for each in (stopped, breach.measures) if each)


def _what_stopped(breach: Breach) -> str:
    if breach.account_id:
        return "compte fermé aux sessions ouvertes"
    # Those stopped before links were counted withdrew them all.
    if (number := breach.facts.get("withdrawn")) is None:
        return "liens personnels retirés"
    if number:
        return counted(number, "lien personnel retiré", "liens personnels retirés")
    return "plus aucun accès ouvert,"


def _item(title: str, text: str) -> Item:
    return Item(title, text or LACKS, bool(text))
