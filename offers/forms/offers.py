"""The form of an offer and of its hosting slots: errors beside what was typed."""

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from offers.enums import Calibre
from offers.forms.fields import LotsField, follower_of, lots_of
from offers.permissions import services_of
from psf.editing import OneEditorForm
from psf.french.folding import fold
from psf.french.volumes import in_words
from psf.territories.models import Service

CALIBRE_REFUSED = (
    "Le calibre est 150, 300, 450 ou 900 heures. Pour d'autres heures, choisissez le calibre"
    " juste au-dessous et motivez une dérogation."
)


class OfferForm(OneEditorForm):
    """Hours left empty are the calibre's; the service left empty follows the first slot's commune."""

    lots = LotsField(
        label="Lots",
        required=False,
        help_text="Numéros séparés par des virgules. Un parcours par lot, ou des heures groupées.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Service.objects.following_young_people().filter(pk__in=services_of(self.for_user))
        self.fields["service"].queryset = mine
        self.fields["service"].required = False
        self.fields["service"].empty_label = "Celui de la commune du lieu d'accueil"
        self.fields["service"].help_text = "Parmi vos services."
        self.fields["hours"].required = False
        self.fields[
            "hours"
        ].help_text = "Vide : celles du calibre. Comptez 7 h par jour et 35 h par semaine."
        self.fields["calibre"].help_text = " · ".join(in_words(calibre) for calibre in Calibre)
        self.fields["calibre"].error_messages["invalid_choice"] = CALIBRE_REFUSED

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("hours") is None and "hours" not in self.errors:
            cleaned["hours"] = cleaned.get("calibre")
        if "lots" in cleaned:
            try:
                cleaned["lots"] = lots_of(cleaned.get("contract"), cleaned["lots"])
                self.instance.chosen_lots = cleaned["lots"]
            except ValidationError as error:
                self.add_error("lots", error)
        return cleaned

    def is_valid(self):
        """Check what the offer and its slots say together, once each is right by itself."""
        valid = super().is_valid()
        if not self.is_bound or "slots" not in self.formsets:
            return valid
        slots = self.slot_forms
        self._refuse_duplicates(slots)
        if not self.cleaned_data.get("service") and "service" not in self.errors:
            self._follow_the_commune(slots)
        return valid and not self.errors and not any(form.errors for form in slots)

    @property
    def offer(self):
        """What the forms of the slots receive."""
        return self.instance

    @property
    def slot_forms(self):
        """The forms of the slots that will remain, whether right or wrong."""
        formset = self.formsets["slots"]
        return [
            form
            for form in formset.forms
            if form.has_changed() or form.instance.pk
            if not formset._should_delete_form(form)
        ]

    def _refuse_duplicates(self, slots):
        seen = set()
        for form in slots:
            data = form.cleaned_data
            holds = data.get("active") or form.instance.busy
            if not (holds and data.get("tutor") and data.get("site")):
                continue
            key = (data["tutor"].pk, fold(data["site"]))
            if key in seen:
                form.add_error(
                    "site",
                    "Ce site et ce tuteur sont déjà dans cette offre : un jeune à la fois par site"
                    " et par tuteur.",
                )
            seen.add(key)

    def _follow_the_commune(self, slots):
        communes = [form.cleaned_data.get("commune") for form in slots]
        commune = next((commune for commune in communes if commune), None)
        if commune is None:
            self.add_error(
                "service", "Choisissez le service, ou indiquez la commune d'un lieu d'accueil."
            )
            return
        try:
            chosen = follower_of(commune, self.for_user)
        except ValidationError as error:
            self.add_error("service", error)
            return
        self.cleaned_data["service"] = self.instance.service = chosen


class SlotForm(WagtailAdminModelForm):
    """A hosting slot, inside its offer's form: it knows the offer before the offer is saved."""

    def __init__(self, *args, offer=None, **kwargs):
        super().__init__(*args, **kwargs)
        if offer is not None and self.instance.offer_id is None:
            self.instance.offer = offer

    class Meta(WagtailAdminModelForm.Meta):
        widgets = {"tasks": forms.Textarea(attrs={"rows": 3})}
