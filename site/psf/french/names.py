"""Names of organisations in a sentence: « le Centre hospitalier », « de la Ville d'Évry », « aux Hospices ».

The article is deduced from the first words of the name; who wrote the name may correct it. A name that
nothing tells of takes none: « Valfleury Habitat lance une consultation ».
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from psf.french.folding import fold
from psf.french.phrases import begins_with_vowel, of, to


class Article(StrEnum):
    NONE = ""
    LE = "le"
    LA = "la"
    L = "l’"
    LES = "les"


# First words of names, folded, by the article that they take: kinds of organisations and acronyms.
MASCULINE = """
    ballet bureau cabinet campus cea centre cio cercle ch chr chru chu club cnam cned cnes cnfpt cnrs college
    comite commissariat commandement conseil conservatoire consortium cpas crous departement
    dispensaire domaine ehpad fonds foyer gcs gie gip groupe groupement haut-commissariat laboratoire
    lycee marche ministere musee micro-lycee palais parc parlement petr port prieure rectorat reseau samu
    sdis secretariat senat service sgami sictom sivom sivu smictom syndicat territoire theatre
    tresor tribunal
"""
FEMININE = """
    ca caf caisse carsat cc cci centrale chambre chancellerie cite clinique cma collectivite
    commission commune communaute compagnie confederation cooperative cour cpam croix-rouge ddfip ddpp
    ddt ddtm ddets delegation dgac dgfip direction dirm draaf drac drajes dreal dreets drfip
    dsden faculte federation fondation gendarmerie ligue mairie maison maternite mediatheque
    metropole mission mlds monnaie msa municipalite mutualite mutuelle paroisse plateforme police prefecture psad
    ratp regie region republique residence sarl sas scic sem sncf societe sous-prefecture spl
    station tresorerie ville
"""
PLURAL = """
    archives armees douanes editions hopitaux hospices laboratoires mines monuments musees ports
    sapeurs-pompiers services thermes transports voies
"""
# Before a vowel or a mute h, whatever the gender.
ELIDED = """
    academie ademe administration aeroport afpa agence agglomeration ap-hm ap-hp aphm aphp ars assemblee
    assistance association atelier autorite ecole economat ecomusee ecurie efs ehess enap ens entente entreprise
    epa epf epide epsm epsms esat espace etablissement etat etat-major eurometropole hopital hotel
    hotel-dieu ifremer imprimerie ined inra inrae inria insee inserm institut institution
    intercommunalite internat irsn observatoire office ofb oeuvre onf onisep opac opera oph
    orchestre organisme ugap union universite urssaf usine
"""


BY_WORD = {
    word: article
    for article, words in (
        (Article.LE, MASCULINE),
        (Article.LA, FEMININE),
        (Article.L, ELIDED),
        (Article.LES, PLURAL),
    )
    for word in words.split()
}
# Adjectives stand before the noun and bend like it: « le Grand Paris », « la Haute Autorité ».
ADJECTIVES = {
    "grand": Article.LE,
    "haut": Article.LE,
    "nouveau": Article.LE,
    "premier": Article.LE,
    "grande": Article.LA,
    "haute": Article.LA,
    "nouvelle": Article.LA,
    "grands": Article.LES,
    "grandes": Article.LES,
    "hautes": Article.LES,
}
OWN = re.compile(r"(?i)(le |la |les |l['’] ?)(?=\S)")
FIRST = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
ACRONYM_DOTS = re.compile(r"(?<=\b\w)\.")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it was written, and its article in a sentence."""

    name: str
    article: Article

    @property
    def alone(self) -> str:
        """At the head of a line, without an article: « Ville d'Évry » for « la ville d'Évry »."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def the(self) -> str:
        """« le Centre hospitalier », « l'Agence », « Valfleury Habitat »."""
        if self.article in (Article.NONE, Article.L):
            return f"{self.article}{self.name}"
        return f"{self.article} {self.name}"

    @property
    def The(self) -> str:
        """The same at the head of a sentence."""
        return self.the[:1].upper() + self.the[1:]

    @property
    def of(self) -> str:
        """« du Centre hospitalier », « de l'Agence », « des Hospices », « d'Évry Habitat »."""
        return of(self.the)

    @property
    def to(self) -> str:
        """« au Centre hospitalier », « à l'Agence », « aux Hospices », « à Valfleury Habitat »."""
        return to(self.the)

    @property
    def is_plural(self) -> bool:
        return fold(self.the).startswith("les ")


def named(name: str, chosen: Article | None = None) -> Named:
    """A name with its article; `chosen` is the one that somebody gave instead.

    An article written with the name is taken from it: « la ville d'Évry », « LES HOSPICES ». The one of a
    town or of a name of its own stays: « Le Havre Seine Métropole », « La Poste ».
    """
    name = " ".join(name.split())
    deduced = _article(name)
    if own := OWN.match(name):
        written, rest = own[1], name[own.end() :]
        if chosen or written.islower() or _article(rest) == _read(written):
            name, deduced = rest, _read(written)
    return Named(name, _fitting(deduced if chosen is None else chosen, name))


def _read(written: str) -> Article:
    return Article(fold(written).strip().replace("'", "’"))


def _article(name: str) -> Article:
    """By the first word, or the first two; NONE where they tell nothing."""
    found = FIRST.match(ACRONYM_DOTS.sub("", name))
    if not found:
        return Article.NONE
    word = fold(found[0])
    if word in BY_WORD:
        return BY_WORD[word]
    # « Sous-préfecture », « Hôtel-Dieu »; « Ville-d'Avray » and « Grand-Quevilly » are towns.
    if word in ADJECTIVES and (following := FIRST.match(name[found.end() :].lstrip())):
        return ADJECTIVES[word] if fold(following[0]) in BY_WORD else Article.NONE
    return Article.NONE


def _fitting(article: Article, name: str) -> Article:
    """« le » and « la » elide before a vowel, « l' » does not stand before a consonant."""
    if article in (Article.LE, Article.LA) and begins_with_vowel(name):
        return Article.L
    if article == Article.L and not (begins_with_vowel(name) or fold(name).startswith("h")):
        return Article.NONE
    return article
