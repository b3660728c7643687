"""The boxes of « Offre après un appel »."""

from django import forms

from offers.enums import AfterCall, BuyerKind, Calibre, ContactRole, ContractKind, NoSiret
from offers.filings.fields import PhoneField, SiretField, mailbox, one_of, words
from offers.filings.places import CommuneField
from offers.models import Rome
from offers.models.slots import TASKS_LIMIT
from offers.widgets import RomeWidget
from psf.quantities.fields import AmountField, MonthsField
from psf.quantities.letters import refuse_other_alphabets
from psf.territories.models import Service
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField, RefusedForm
from psf.workflow.models.event import TEXT_LIMIT


class ServiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.name


def proposed(label: str) -> forms.ChoiceField:
    """Rows of a registry that may be the one that is typed; shown once there are some."""
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": "Cette fiche n'est plus proposée : choisissez à nouveau."
        },
    )


class Boxes(RefusedForm):
    """What is typed, in the order of a call."""

    entry = forms.UUIDField(widget=forms.HiddenInput)

    company_name = words("Raison sociale, ou SIRET", 200)
    company_siret = SiretField(label="SIRET", help_text="14 chiffres.")
    no_siret = one_of("Sans SIRET : pourquoi ?", NoSiret.choices, "Dites pourquoi.", required=False)
    company = proposed("Déjà au registre")

    contact = proposed("Qui est la personne à appeler ?")
    contact_name = words("Nom et prénom", 120, validators=[refuse_other_alphabets])
    contact_phone = PhoneField(label="Téléphone", required=False, autocomplete="off")
    contact_email = mailbox("Adresse électronique", autocomplete="off", required=False)
    contact_role = forms.ChoiceField(
        label="Rôle", choices=ContactRole.choices, initial=ContactRole.TUTOR
    )
    is_tutor = forms.BooleanField(
        label="Cette personne accueillera le jeune (tuteur entreprise)",
        required=False,
        initial=True,
    )

    commune = CommuneField(
        label="Commune où le jeune sera accueilli",
        required=False,
        help_text="Nom ou code postal. Vide : celle de l'entreprise.",
    )
    address = words("Adresse", 200)
    site = words("Nom du site", 120, help_text="Vide : le nom de l'entreprise.")
    calibre = forms.TypedChoiceField(
        label="Heures du parcours",
        choices=Calibre.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez 150, 300, 450 ou 900 heures."},
    )
    tasks = words(
        "Tâches proposées",
        TASKS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Administratives ou techniques, et toujours une présentation du secteur.",
    )
    romes = forms.ModelMultipleChoiceField(
        Rome.objects.none(), label="Métiers (ROME)", required=False, widget=RomeWidget()
    )
    window_from = DayField(label="Accueil possible à partir du", required=False)

    contract = proposed("Au titre de quel marché ?")
    buyer_name = words("Acheteur : nom, ou SIRET", 200)
    buyer_siret = SiretField(label="SIRET de l'acheteur", help_text="14 chiffres (facultatif).")
    buyer = proposed("Acheteur déjà au registre")
    buyer_kind = one_of("Nature de l'acheteur", BuyerKind.choices, "", required=False)
    reference = words("Référence du marché", 60)
    title = words("Objet", 300)
    contract_kind = one_of("Nature du marché", ContractKind.choices, "", required=False)
    notified_on = DayField(label="Notifié le", required=False)
    firm_months = MonthsField(
        label="Période ferme", required=False, help_text="En mois, sans les reconductions."
    )
    amount = AmountField(label="Montant HT de la période ferme", required=False)
    buyer_contact = words("Qui suit le marché ?", 120, validators=[refuse_other_alphabets])
    buyer_phone = PhoneField(label="Son téléphone", required=False, autocomplete="off")
    buyer_email = mailbox("Son adresse électronique", autocomplete="off", required=False)

    service = ServiceField(
        Service.objects.none(),
        label="Service qui suit l'offre",
        required=False,
        empty_label="Celui de la commune",
    )
    outcome = forms.TypedChoiceField(
        label="Comment l'appel s'est-il terminé ?",
        choices=AfterCall.choices,
        coerce=AfterCall,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment l'appel s'est terminé."},
    )
    call_back_on = DayField(label="Rappeler le", required=False)
    text = words(
        "Ce qui s'est dit (facultatif)",
        TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )
