"""What is said of a filing to whoever sent it: receipt, what comes next, and what serves as proof."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from offers.enums import FilingAnswer, FilingKind
from offers.models import Filing
from psf.french.days import full_date, weekday_full_date
from psf.french.moments import full_moment
from psf.french.names import Named, named

# Of a consultation that nobody answered: never read as an agreement, nor as a refusal.
SILENCE = "Le silence de la MLDS ne vaut ni accord ni refus."
WHAT = {
    FilingKind.DECLARATION: "offre déclarée",
    FilingKind.CONSULTATION: "consultation avant publication",
    FilingKind.PROPOSAL: "parcours proposé",
}


# Published as they stand: what the buyer did of the advice is theirs to say.
QUOTED = {
    FilingAnswer.FAVOURABLE: "Elle a rendu un avis favorable le {on}.",
    FilingAnswer.TO_ADAPT: "Elle a répondu le {on} ; [dites ce que vous avez adapté].",
    FilingAnswer.NO_CAPACITY: "Elle a répondu le {on} ; [dites ce que vous avez changé depuis].",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What a règlement de la consultation, or a file, may quote as it stands; each line is dated."""

    asked: str
    answered: str
    quote: str


def subject_of(filing: Filing) -> str:
    """« offre déclarée, marché 2026-014, Nettoyage des écoles »."""
    what = WHAT[FilingKind(filing.kind)]
    marche = ", ".join(filter(None, (filing.reference, filing.title)))
    return f"{what}, marché {marche}" if marche else what


def service_of(filing: Filing) -> Named:
    """The service in a sentence: « la MLDS du bassin de Saint-Denis »."""
    return named(filing.service.name)


def expected(filing: Filing) -> str:
    """What the service does now, and until when."""
    service = service_of(filing).The
    by = f" avant le {weekday_full_date(filing.due_on)}" if filing.due_on else ""
    if filing.kind == FilingKind.CONSULTATION:
        return f"{service} vous répond{by}. {SILENCE}"
    if filing.kind == FilingKind.PROPOSAL:
        return f"{service} vous appelle{by} pour en parler. Rien ne vous engage d'ici là."
    return f"{service} prend votre déclaration en charge{by}, puis appelle l'entreprise."


def proof_of(filing: Filing) -> Proof | None:
    """The sentences of a consultation; None for what is none, or is not confirmed."""
    if filing.kind != FilingKind.CONSULTATION or filing.confirmed_at is None:
        return None
    at, code = timezone.localtime(filing.confirmed_at), filing.code
    asked = f"Consultation {code}, reçue par {service_of(filing).the} le {full_moment(at)}."
    quote = (
        "La mission de lutte contre le décrochage scolaire (MLDS) a été consultée le"
        f" {full_date(at.date())} (référence {code})."
    )
    if not filing.answered_at:
        waiting = f"Pas de réponse à ce jour. {SILENCE}"
        silent = "Sa réponse n'est pas parvenue à ce jour : ce silence ne vaut ni accord ni refus."
        return Proof(asked, waiting, f"{quote} {silent}")
    on = full_date(timezone.localdate(filing.answered_at))
    said = filing.get_answer_display()
    quoted = QUOTED[FilingAnswer(filing.answer)].format(on=on)
    return Proof(asked, f"Réponse du {on} : {said}.", f"{quote} {quoted}")


def values(filing: Filing) -> dict[str, str]:
    """What every message about a confirmed filing says."""
    service = filing.service
    written_from = settings.MESSAGES_REPLY_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {
        "interlocuteur": filing.name,
        "code": filing.code or "",
        "objet": subject_of(filing),
        "recue_le": full_moment(timezone.localtime(filing.confirmed_at)),
        "attendue": expected(filing),
        "service": service_of(filing).the,
        "telephone": service.phone or service.email or written_from,
    }
