"""What is true and what is said of each stage of a parcours: one `StageKind` each, nothing elsewhere.

Who moves a file from one to the next: `matching/placements/workflow.py`. What is to be done there:
`matching/placements/actions/`.
"""

from dataclasses import dataclass
from enum import IntEnum

from matching.enums import PlacementStage
from psf.documents.enums import FileKind


class Papers(IntEnum):
    """Which CV and letter the company of a parcours may open (domain §6)."""

    NONE = 0
    MASKED = 1  # those without name and address
    NAMED = 2


@dataclass(frozen=True, slots=True)
class Said:
    """Two sentences for whoever opens a link: where it stands, what comes next.

    `{tuteur}`, `{entreprise}`, `{prenom}` and `{clos_le}` are filled in by the page. `until` names what
    says by when: a date of `Placement`.
    """

    state: str
    next_step: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of « Où en est ma clause ? »; `until` names a date of `Parcours`."""

    state: str
    what: str = ""
    by: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The same stage, said to each of those who follow it by a link."""

    company: Said
    youth: Said
    guardian: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class StageKind:
    """One stage.

    `holds` the young person and the slot; `is_open` while somebody has something to do; `is_negative`
    an end without any presence in the company, which needs a reason; `since`, the date of `Placement`
    under its step, and `ticked`, what happened then; `signed` once nobody starts without a signed
    convention; `papers`, what the company may open; `asked`, what one usually attaches, the next
    thing first; `produced`, slugs of the documents of use; `buyer`, its name for the buyer; `undated`,
    the words of a meeting that waits for a date.
    """

    stage: PlacementStage
    holds: bool = False
    is_open: bool = False
    is_negative: bool = False
    since: str = ""
    ticked: str = "fait"
    signed: bool = False
    papers: Papers = Papers.NONE
    asked: tuple[FileKind, ...] = ()
    produced: tuple[str, ...] = ()
    buyer: str
    clause: Expected
    words: Words
    undated: Words | None = None

    def __str__(self):
        return str(self.stage.value)


STOPPED = {
    "youth": Said(
        "Ce parcours ne se fera pas.",
        "{tuteur} cherche une autre place avec vous. Rien n’est perdu.",
    ),
    "guardian": Said(
        "Ce parcours ne se fera pas.", "{tuteur} cherche une autre place avec {prenom}."
    ),
}


def _taken_back(stage: PlacementStage) -> StageKind:
    """Whether somebody withdrew it or its days ran out, those outside are told the same."""
    return StageKind(
        stage=stage,
        is_negative=True,
        buyer="Proposition retirée",
        clause=Expected("Proposition retirée"),
        words=Words(
            company=Said("Cette proposition est retirée.", "Nous cherchons un autre jeune."),
            **STOPPED,
        ),
    )


# In the order of a parcours that goes well, then the other ends.
KINDS = (
    StageKind(
        stage=PlacementStage.RESERVED,
        holds=True,
        is_open=True,
        since="reserved_on",
        asked=(FileKind.CV, FileKind.LETTER, FileKind.FICHE),
        produced=("rappel",),
        buyer="Un jeune se prépare",
        clause=Expected("Un jeune se prépare"),
        words=Words(
            company=Said("La proposition se prépare.", "Rien pour l’instant."),
            youth=Said(
                "Une place vous est réservée chez {entreprise}.",
                "Vous préparez votre dossier avec {tuteur}. Ensuite, l’entreprise le reçoit.",
                until="reserved_until",
            ),
            guardian=Said(
                "Une place est réservée pour {prenom} chez {entreprise}.",
                "{prenom} prépare son dossier avec {tuteur}. Ensuite, l’entreprise le reçoit.",
                until="reserved_until",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.SENT,
        holds=True,
        is_open=True,
        since="sent_on",
        papers=Papers.MASKED,
        asked=(FileKind.CV, FileKind.LETTER, FileKind.FICHE),
        produced=("rappel",),
        buyer="Un jeune est proposé à l’entreprise",
        clause=Expected(
            "Un jeune est présenté à l’entreprise",
            "répondre à la proposition",
            "votre entreprise",
            until="answer_before",
        ),
        words=Words(
            company=Said("Un jeune vous est présenté.", "Une réponse, même courte."),
            youth=Said(
                "{entreprise} a reçu votre présentation.",
                "Nous attendons sa réponse. Ensuite, une réunion dans l’entreprise, avec {tuteur}.",
                until="answer_before",
            ),
            guardian=Said(
                "{entreprise} a reçu la présentation de {prenom}.",
                "Nous attendons sa réponse. Ensuite, une réunion dans l’entreprise, avec {tuteur}.",
                until="answer_before",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.MEETING,
        holds=True,
        is_open=True,
        since="meeting_day",
        papers=Papers.NAMED,
        asked=(FileKind.CV, FileKind.LETTER, FileKind.CONVENTION),
        produced=("convention", "rappel"),
        buyer="Réunion de présentation",
        clause=Expected(
            "Réunion de présentation",
            "se rencontrer et décider",
            "votre entreprise et {tuteur}",
            until="meeting_at",
        ),
        words=Words(
            company=Said(
                "La réunion de présentation est fixée.",
                "Recevoir le jeune et son tuteur, et parler des tâches, du rythme, de la tenue et"
                " des repas.",
            ),
            youth=Said(
                "{entreprise} veut vous rencontrer.",
                "Venez à la réunion. {tuteur} y est avec vous.",
            ),
            guardian=Said(
                "{entreprise} veut rencontrer {prenom}.",
                "{tuteur} accompagne {prenom} à la réunion.",
            ),
        ),
        undated=Words(
            company=Said(
                "La réunion doit trouver une nouvelle date.",
                "{tuteur} vous appelle pour la fixer.",
            ),
            youth=Said(
                "La réunion chez {entreprise} doit trouver une nouvelle date.",
                "{tuteur} vous appelle pour la fixer.",
            ),
            guardian=Said(
                "La réunion chez {entreprise} doit trouver une nouvelle date.",
                "{tuteur} appelle {prenom} pour la fixer.",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.CONVENTION,
        holds=True,
        is_open=True,
        since="accepted_on",
        ticked="accepté",
        papers=Papers.NAMED,
        asked=(FileKind.CONVENTION, FileKind.ANNEX),
        produced=("convention", "presence"),
        buyer="Convention en préparation",
        clause=Expected(
            "Convention en préparation",
            "signer la convention",
            "tous les signataires",
            until="starts_on",
        ),
        words=Words(
            company=Said(
                "Vous accueillez ce jeune : la convention se prépare.",
                "Signer la convention avant le premier jour.",
            ),
            youth=Said(
                "{entreprise} vous accueille.",
                "Tout le monde signe la convention. Ensuite, votre premier jour.",
            ),
            guardian=Said(
                "{entreprise} accueille {prenom}.",
                "La convention se signe. Votre signature est nécessaire : {prenom} n’a pas 18 ans.",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.IN_COMPANY,
        holds=True,
        is_open=True,
        since="started_on",
        ticked="commencé",
        signed=True,
        papers=Papers.NAMED,
        asked=(FileKind.PRESENCE, FileKind.ANNEX, FileKind.REVIEW),
        produced=("convention", "presence", "attestation"),
        buyer="En entreprise",
        clause=Expected("En entreprise", "accueillir", "votre entreprise", until="ends_on"),
        words=Words(
            company=Said(
                "Le parcours est en cours.",
                "En cas d’absence, prévenir {tuteur} le jour même. Donner votre avis pour le bilan"
                " au fil des semaines.",
            ),
            youth=Said(
                "Vous êtes en parcours chez {entreprise}.",
                "Un problème, un retard, une absence ? Appelez tout de suite {tuteur}.",
                until="ends_on",
            ),
            guardian=Said(
                "{prenom} est en parcours chez {entreprise}.",
                "Un problème, un retard, une absence ? Appelez tout de suite {tuteur}.",
                until="ends_on",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.REVIEW,
        is_open=True,
        since="presence_ended_on",
        signed=True,
        asked=(FileKind.REVIEW, FileKind.ATTESTATION, FileKind.PRESENCE),
        produced=("attestation",),
        buyer="Bilan en cours",
        clause=Expected("Bilan", "terminer le bilan croisé", "votre entreprise et {tuteur}"),
        words=Words(
            company=Said("La présence est terminée.", "Donner votre avis pour le bilan croisé."),
            youth=Said(
                "Votre présence chez {entreprise} est terminée.",
                "Vous faites le bilan avec {tuteur}, puis vous choisissez la suite.",
            ),
            guardian=Said(
                "La présence de {prenom} chez {entreprise} est terminée.",
                "{prenom} fait le bilan avec {tuteur}.",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.CLOSED,
        since="closed_on",
        signed=True,
        produced=("attestation",),
        buyer="Clos",
        clause=Expected("Clos, bilan remis"),
        words=Words(
            company=Said("Le parcours est clos depuis le {clos_le}.", "Rien : merci."),
            youth=Said(
                "Votre parcours chez {entreprise} est terminé.", "{tuteur} reste là pour la suite."
            ),
            guardian=Said(
                "Le parcours de {prenom} chez {entreprise} est terminé.",
                "{tuteur} reste là pour la suite.",
            ),
        ),
    ),
    StageKind(
        stage=PlacementStage.NOT_RETAINED,
        is_negative=True,
        buyer="Non retenu par l’entreprise",
        clause=Expected("Non retenu par l’entreprise"),
        words=Words(
            company=Said(
                "Vous n’avez pas retenu ce jeune.",
                "Nous cherchons un autre jeune pour les heures dues.",
            ),
            **STOPPED,
        ),
    ),
    _taken_back(PlacementStage.WITHDRAWN),
    _taken_back(PlacementStage.EXPIRED),
    StageKind(
        stage=PlacementStage.UNANSWERED,
        is_negative=True,
        buyer="Sans réponse de l’entreprise",
        clause=Expected("Resté sans réponse"),
        words=Words(
            company=Said(
                "Sans réponse, cette proposition a pris fin.",
                "Votre engagement demeure : appelez-nous pour dire qui contacter.",
            ),
            **STOPPED,
        ),
    ),
)

STAGES = {kind.stage: kind for kind in KINDS}
ACTIVE = frozenset(kind.stage for kind in KINDS if kind.holds)
OPEN = frozenset(kind.stage for kind in KINDS if kind.is_open)
ENDED = frozenset(STAGES) - OPEN
NEGATIVE = frozenset(kind.stage for kind in KINDS if kind.is_negative)
