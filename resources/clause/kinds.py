"""The eight documents of a clause, declared to psf.documents: replaced, tried and kept there."""

from dataclasses import dataclass

from psf.documents.kinds import DocumentKind, Filled, register
from resources.clause.texts import FOLDER
from resources.clause.variables import VARIABLES


@dataclass(frozen=True, slots=True)
class Naming:
    """What a document is called, where it goes, and its file."""

    title: str
    place: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A document of the clause; `private`: its names where no code rules the consultation."""

    slug: str
    public: Naming
    private: Naming

    def named(self, *, private: bool = False) -> Naming:
        return self.private if private else self.public

    @property
    def title(self) -> str:
        return self.public.title

    @property
    def place(self) -> str:
        return self.public.place

    @property
    def file_name(self) -> str:
        return self.public.file_name


def _alike(slug: str, *names: str) -> Clause:
    return Clause(slug, Naming(*names), Naming(*names))


# As a buyer publishes: from the shortest text to the contract, then the annexes.
CLAUSES = (
    Clause(
        "clause-aapc",
        Naming("Paragraphe de l'avis de publicité", "À placer dans l'AAPC", "1-paragraphe-aapc"),
        Naming("Paragraphe de l'annonce", "À placer dans votre annonce", "1-paragraphe-annonce"),
    ),
    Clause(
        "clause-rc",
        Naming("Article du règlement de la consultation", "À placer dans le RC", "2-article-rc"),
        Naming(
            "Article du dossier de consultation",
            "À placer dans votre dossier de consultation",
            "2-article-consultation",
        ),
    ),
    Clause(
        "clause-ccap",
        Naming("Article du CCAP ou du CCP", "À placer dans le CCAP ou le CCP", "3-article-ccap"),
        Naming("Article du contrat", "À placer dans le contrat", "3-article-contrat"),
    ),
    Clause(
        "mode-emploi",
        Naming("Mode d'emploi", "Annexe du RC, pour l'entreprise", "4-annexe-mode-emploi"),
        Naming("Mode d'emploi", "À joindre, pour l'entreprise", "4-annexe-mode-emploi"),
    ),
    Clause(
        "fiche-entreprise",
        Naming(
            "Fiche entreprise – cadre de réponse",
            "Annexe du RC, à remettre dans l'offre",
            "5-annexe-fiche-entreprise",
        ),
        Naming(
            "Fiche entreprise – cadre de réponse",
            "À joindre, à remettre dans l'offre",
            "5-annexe-fiche-entreprise",
        ),
    ),
    _alike(
        "grille-analyse",
        "Grille d'analyse de la fiche",
        "Pour vous, à l'analyse des offres",
        "6-grille-analyse",
    ),
    _alike(
        "convention-mlds",
        "Convention de partenariat",
        "À proposer à la MLDS",
        "7-convention-partenariat",
    ),
    Clause(
        "reunion-lancement",
        Naming(
            "Ordre du jour de la réunion de lancement",
            "Pour vous, à la notification",
            "8-reunion-lancement",
        ),
        Naming(
            "Ordre du jour de la réunion de lancement",
            "Pour vous, à la signature",
            "8-reunion-lancement",
        ),
    ),
)
# What goes into the buyer's own papers, to be pasted there; the others stand by themselves.
CONSULTATION = CLAUSES[:3]


def find_sample(code: str, user):
    """An invented contract of the kind of marché that `code` begins: « NETTOYAGE », « ESPACES »."""
    from psf.french.folding import fold
    from resources.clause.draft import sample
    from resources.enums import MarketKind
    from resources.models import TaskExample

    wanted = fold(code)
    for kind, label in MarketKind.choices:
        if wanted and fold(label).startswith(wanted):
            tasks = TaskExample.objects.proposed(kind).values_list("text", flat=True)
            return sample(kind, tuple(tasks))
    return None


def fill_sample(draft) -> Filled:
    from django.utils import timezone

    from resources.calibre.rows import figures_of

    return Filled(draft.values(figures_of(timezone.localdate())), [], f"{draft.kind}.docx")


def blank_values() -> dict[str, str]:
    """Nothing of a marché is known; the law's figures are."""
    from django.utils import timezone

    from resources.calibre.rows import figures_of
    from resources.clause.blank import values

    return values(figures_of(timezone.localdate()))


# Those that a company, a young person or a partner needs without writing a clause.
FOR_EVERYBODY = {"mode-emploi", "fiche-entreprise"}
KINDS = {
    clause.slug: DocumentKind(
        slug=clause.slug,
        title=f"Clause : {clause.title[0].lower()}{clause.title[1:]}",
        variables=VARIABLES,
        built_in=FOLDER / f"{clause.slug}.docx",
        fill=fill_sample,
        find=find_sample,
        code_label="Nature du marché",
        code_help="Par exemple NETTOYAGE, ESPACES VERTS, IMPRESSION.",
        code_unknown="Aucune nature de marché ne commence ainsi : essayez NETTOYAGE ou TRAVAUX.",
        editorial=True,
        blank=blank_values if clause.slug in FOR_EVERYBODY else None,
    )
    for clause in CLAUSES
}


for kind in KINDS.values():
    register(kind)
