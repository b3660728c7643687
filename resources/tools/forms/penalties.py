"""Step four of the rédacteur: which penalties, and how long the company has to hand papers over."""

from dataclasses import replace
from decimal import Decimal

from django import forms

from psf.french.numbers import euros
from psf.quantities.fields import PercentageField, WholeField, WorkingDaysField
from resources.clause.draft import Penalties
from resources.tools.forms.calibreur import NO
from resources.tools.forms.fields import AmountField, Explained, OneOf
from resources.tools.forms.folding import FoldingForm

LONGEST_DELAY = 60
USUAL_DELAY = 10  # working days, kit of July 2020: the texts say one even without a penalty
LARGEST_PENALTY = 100_000
EXAMPLES, OWN = "exemples", "propres"
# Kit of July 2020 for the first two, 2018 for the last.
EXAMPLE_PENALTIES = Penalties(Decimal(500), Decimal(40), Decimal(50))
MEETING, HOUR, LATE = (euros(amount) for amount in EXAMPLE_PENALTIES.amounts if amount)
CAP_OF_CCAG, OWN_CAP, NO_CAP = "ccag", "propre", "sans"
FROM_THE_FIRST, FLOOR_OF_CCAG = "premier-euro", "ccag"
LEAST_OBSERVATIONS, MOST_OBSERVATIONS = 15, 60  # days


class PenaltiesStep(FoldingForm):
    """Nothing is chosen beforehand: penalties are the buyer's to set."""

    title = "Les pénalités"
    FOLD = f"Préciser : plafond, observations, délai des pièces ({USUAL_DELAY} jours ouvrés sinon)"
    MORE = ("plafond", "plafond_taux", "plancher", "observations", "delai")
    OPENED = ("reunion_montant", "heures_montant", "retard_montant")

    penalites = OneOf(
        label="Quelles pénalités prévoyez-vous ?",
        help_text="Elles sont les vôtres : rien n'est choisi d'avance.",
        choices=[
            (
                EXAMPLES,
                Explained(
                    "Reprendre les exemples de montants",
                    f"{MEETING} si l'interlocuteur manque la réunion de présentation, {HOUR} par"
                    f" heure non réalisée (kit de juillet 2020), {LATE} par jour ouvré de retard"
                    " (2018)",
                ),
            ),
            (OWN, "Fixer mes montants"),
            (NO, "Ne pas en prévoir"),
        ],
        missing="Choisissez : reprendre les exemples, fixer vos montants, ou ne pas en prévoir.",
    )
    reunion_montant = AmountField(
        label="Réunion de présentation manquée : pénalité, en euros",
        help_text=f"Exemple : {MEETING} (kit de juillet 2020). Vide : pas de pénalité.",
        required=False,
    )
    heures_montant = AmountField(
        label="Heures non réalisées : pénalité par heure, en euros",
        help_text=f"Exemple : {HOUR} (kit de juillet 2020). Vide : pas de pénalité.",
        required=False,
    )
    retard_montant = AmountField(
        label="Pièces en retard : pénalité par jour ouvré, en euros",
        help_text=f"Exemple : {LATE} (2018). Vide : pas de pénalité.",
        required=False,
    )
    delai = WorkingDaysField(
        label="Délai pour remettre les pièces, en jours ouvrés",
        help_text=(
            f"À partir de votre demande. Vide : {USUAL_DELAY} jours ouvrés, comme dans le kit de"
            " juillet 2020."
        ),
        required=False,
    )

    plafond = OneOf(
        label="Plafond des pénalités de la clause",
        choices=[
            (CAP_OF_CCAG, "Celui des CCAG, 10 % du montant hors taxes"),
            (OWN_CAP, "Un autre, indiqué ci-dessous"),
            (NO_CAP, "Aucun"),
        ],
        initial=CAP_OF_CCAG,
        widget=forms.Select,
    )
    plafond_taux = PercentageField(
        label="Autre plafond, en pourcentage du montant hors taxes", required=False
    )
    plancher = OneOf(
        label="Petites sommes",
        help_text="Les CCAG exonèrent le titulaire tant que le total ne dépasse pas 1 000 €.",
        choices=[
            (FROM_THE_FIRST, "Dues dès le premier euro, par dérogation"),
            (FLOOR_OF_CCAG, "Exonérées, comme dans les CCAG"),
        ],
        initial=FROM_THE_FIRST,
        widget=forms.Select,
    )
    observations = WholeField(
        label="Jours laissés à l'entreprise pour présenter ses observations",
        help_text="Avant toute pénalité. Vide : 15 jours, comme dans les CCAG.",
        required=False,
    )

    def clean_observations(self):
        days = self.cleaned_data["observations"]
        if days is not None and not LEAST_OBSERVATIONS <= days <= MOST_OBSERVATIONS:
            raise forms.ValidationError(
                f"Indiquez de {LEAST_OBSERVATIONS} à {MOST_OBSERVATIONS} jours."
            )
        return days

    def clean_delai(self):
        days = self.cleaned_data["delai"]
        if days is not None and not 1 <= days <= LONGEST_DELAY:
            raise forms.ValidationError(f"Indiquez de 1 à {LONGEST_DELAY} jours ouvrés.")
        return days or USUAL_DELAY

    def clean(self):
        data = super().clean()
        if (
            data.get("plafond") == OWN_CAP
            and not data.get("plafond_taux")
            and not self.has_error("plafond_taux")
        ):
            self.add_error("plafond_taux", "Indiquez ce plafond, en pourcentage.")
        if data.get("penalites") != OWN:
            # Amounts typed before another answer was chosen are not on screen.
            for name in self.OPENED:
                self.errors.pop(name, None)
            return data
        for name in self.OPENED:
            if (data.get(name) or 0) > LARGEST_PENALTY:
                self.add_error(name, "Ce montant paraît hors de proportion : vérifiez-le.")
        if not self.errors and not any(data[name] for name in self.OPENED):
            self.add_error(
                self.OPENED[0], "Indiquez un montant au moins, ou choisissez de ne pas en prévoir."
            )
        return data

    @property
    def chosen(self) -> Penalties:
        """Of a valid form."""
        data = self.cleaned_data
        if data["penalites"] == NO:
            return Penalties()
        if data["penalites"] == EXAMPLES:
            amounts = EXAMPLE_PENALTIES
        else:
            meeting, hour, late = (data[name] or None for name in self.OPENED)
            amounts = Penalties(meeting, hour, late)
        caps = {CAP_OF_CCAG: None, OWN_CAP: data["plafond_taux"], NO_CAP: Decimal(0)}
        return replace(
            amounts,
            cap=caps[data["plafond"]],
            floor=data["plancher"] == FLOOR_OF_CCAG,
            observations=data["observations"],
        )
