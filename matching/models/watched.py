"""Words about health, family or justice, to look at again before a profile leaves (domain §6)."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from matching.models.policy import DatedPolicy
from psf.french.days import numeric

HOW = (
    "Une entrée par ligne. Casse, accents et pluriels sont reconnus ; « handicap* » trouve aussi"
    " « handicapée » ; un sigle s'écrit en capitales."
)
LONGEST_ENTRY = 60
SUBJECTS = {"health": "santé", "family": "famille", "justice": "justice"}
HEALTH = """\
allergi*
anorexi*
anxi*
asthm*
autis*
CMP
dépress*
diabét*
diabète
drogue
dyslexi*
dyspraxi*
épilep*
grossesse
handicap*
hôpital
hospitalis*
IME
ITEP
maladie
malade
MDPH
médicament
psy
psychiatr*
psycholog*
RQTH
suicid*
TDAH
thérapie
toxicoman*
traitement médical
trouble du comportement
ULIS"""
FAMILY = """\
AEMO
aide sociale à l'enfance
ASE
beau-père
belle-mère
décès
divorc*
éducateur
famille d'accueil
foyer
maltraitance
MECS
mère isolée
mineur isolé
MNA
orphelin*
parent isolé
placement familial
protection de l'enfance
séparation
tutelle
violence"""
JUSTICE = """\
audience
bracelet électronique
CEF
casier
condamn*
contrôle judiciaire
délinquan*
détention
garde à vue
incarcér*
juge
jugement
judiciaire
justice
mise en examen
PJJ
prison
procès
sursis
TIG
tribunal"""


class WatchedWords(DatedPolicy):
    """Underlined, as a warning, in what a company would read: nothing is ever refused for a word."""

    health = models.TextField(SUBJECTS["health"], default=HEALTH, help_text=HOW)
    family = models.TextField(SUBJECTS["family"], default=FAMILY, help_text=HOW)
    justice = models.TextField(SUBJECTS["justice"], default=JUSTICE, help_text=HOW)
    source = models.CharField(
        "source",
        max_length=200,
        default="Arrêté du 15 octobre 2020 : ni santé, ni famille, ni justice. Liste de travail.",
    )
    checked_on = models.DateField(
        "vérifiée le", null=True, blank=True, help_text="Vide : à vérifier."
    )

    panels = [
        FieldPanel("valid_from"),
        FieldPanel("reason"),
        MultiFieldPanel(
            [FieldPanel("health"), FieldPanel("family"), FieldPanel("justice")],
            heading="Mots à relire avant l'envoi",
        ),
        FieldPanel("source"),
        FieldPanel("checked_on"),
    ]

    class Meta(DatedPolicy.Meta):
        verbose_name = "mots à relire"
        verbose_name_plural = "mots à relire"

    def clean(self):
        super().clean()
        errors = {
            name: f"Au plus {LONGEST_ENTRY} caractères par entrée."
            for name in SUBJECTS
            if any(len(entry) > LONGEST_ENTRY for entry in getattr(self, name).splitlines())
        }
        if errors:
            raise ValidationError(errors)

    def by_subject(self) -> dict[str, tuple[str, ...]]:
        """Entries by what they are about, in French."""
        return {
            subject: tuple(filter(None, map(str.strip, getattr(self, name).splitlines())))
            for name, subject in SUBJECTS.items()
        }

    @property
    def state(self) -> str:
        """« à vérifier », or since when it is checked."""
        return f"vérifiée le {numeric(self.checked_on)}" if self.checked_on else "à vérifier"
