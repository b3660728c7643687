"""The form of a young person's record."""

from django import forms

from matching.enums import ExchangeWay, Situation
from matching.identifiers import validate_ine
from matching.models import Notice
from matching.models.youth import NO_SENSITIVE_DATA, NOTICES
from matching.youths.duplicates import Identity, find_beyond, find_within, followed_elsewhere
from matching.youths.exchanges.noting import note_exchange
from matching.youths.forms.tiles import WishesField
from matching.youths.handover import tutors_of
from matching.youths.situations import change_situation, start_following
from matching.youths.wishes import chosen_fields, wish
from psf.editing import OneEditorForm
from psf.perimeter.scope import services_in_sight
from psf.territories.models import Service


class IneField(forms.CharField):
    """An INE as people type it: spaces and lower case are mended before it is checked."""

    def __init__(self, **kwargs):
        super().__init__(
            label="INE",
            help_text="11 caractères.",
            required=False,
            validators=[validate_ine],
            **kwargs,
        )

    def to_python(self, value):
        return "".join(super().to_python(value).split()).upper()


class YouthForm(OneEditorForm):
    """Choices stay within the perimeter; the INE stays masked; duplicates are asked about once.

    After `is_valid()`, `near` lists probable duplicates in sight and `elsewhere` names the service
    that already follows this person out of sight.
    """

    also_writes = ("youthinterests",)

    # A plain list: Wagtail's chooser would offer every service of the country.
    service = forms.ModelChoiceField(Service.objects.none(), label="Service")
    ine = IneField()
    wishes = WishesField()
    situation_comment = forms.CharField(
        label="Précision sur la situation",
        max_length=200,
        required=False,
        help_text=NO_SENSITIVE_DATA,
    )
    not_duplicate = forms.BooleanField(
        label="C'est une autre personne : enregistrer quand même", required=False
    )
    near = ()
    elsewhere = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.adding = self.instance._state.adding
        self.former_situation = self.instance.situation
        self._limit_services()
        self._limit_situations()
        self._offer_notices()
        if not self.adding:
            self.initial["wishes"] = chosen_fields(self.instance)
            self._mask_ine()

    def _limit_services(self):
        """A new record goes to a service in sight; later only a handover moves it."""
        services = Service.objects.filter(pk__in=services_in_sight(), active=True)
        services = services.following_young_people()
        if self.adding:
            field = self.fields["service"]
            field.queryset = services
            if len(services) == 1:
                field.initial = services[0].pk
        else:
            services = [self.instance.service_id]
            self.fields.pop("service", None)
        self.fields["last_school"].widget.choose_one_text = "Choisir un établissement"
        self.fields["tutor"].queryset = tutors_of(*services)
        self.fields["tutor"].empty_label = "Personne pour l'instant"

    def _limit_situations(self):
        """Being in a parcours is a fact that only the parcours brings about and ends."""
        field = self.fields["situation"]
        if self.former_situation == Situation.IN_PLACEMENT and not self.adding:
            field.disabled = True
            field.help_text = "Un parcours est en cours : la situation changera avec lui."
        else:
            field.choices = [
                (value, label) for value, label in field.choices if value != Situation.IN_PLACEMENT
            ]

    def _offer_notices(self):
        """Versions that exist; one typed before they did stays as it is."""
        known = Notice.known_numbers()
        empty = f"celle du jour ({known[0]} aujourd'hui)" if known else "aucune"
        for name in NOTICES.values():
            kept = self.initial.get(name) or ""
            numbers = [*known, kept] if kept and kept not in known else known
            choices = [("", empty), *((number, number) for number in numbers)]
            self.fields[name].widget = forms.Select(choices=choices)
            self.fields[name].help_text = ""

    def _mask_ine(self):
        if self.instance.ine:
            self.initial["ine"] = ""
            self.fields["ine"].help_text = (
                f"Enregistré : {self.instance.masked_ine}. Ne saisissez un INE que pour le"
                " remplacer."
            )

    def clean_ine(self):
        # A masked INE left as it is must not be emptied.
        return self.cleaned_data["ine"] or (self.instance.ine if not self.adding else "")

    def clean(self):
        cleaned = super().clean()
        self._check_tutor(cleaned)
        if not self.errors and self._says_who():
            self._look_for_duplicates(cleaned)
        return cleaned

    def _check_tutor(self, cleaned):
        service, tutor = cleaned.get("service"), cleaned.get("tutor")
        if service and tutor and not tutors_of(service).filter(pk=tutor.pk).exists():
            self.add_error("tutor", "Cette personne ne suit pas de jeunes dans ce service.")

    def _says_who(self) -> bool:
        """Whether what identifies the person is new."""
        return self.adding or not {"ine", "last_name", "first_name", "birth_date"}.isdisjoint(
            self.changed_data
        )

    def _look_for_duplicates(self, cleaned):
        if cleaned.get("not_duplicate"):
            return
        identity = Identity(
            cleaned["ine"], cleaned["last_name"], cleaned["first_name"], cleaned["birth_date"]
        )
        self.near = find_within(identity, but=self.instance.pk)
        if self.near:
            self.add_error(None, "Ce jeune est peut-être déjà suivi : voyez en haut de la page.")
            return
        [self.elsewhere] = find_beyond([identity], by=self.for_user)
        if self.elsewhere:
            self.add_error(None, followed_elsewhere(self.elsewhere))

    @property
    def asks_about_duplicates(self) -> bool:
        """Whether the tick is shown: a duplicate was found, or was passed on purpose."""
        return bool(self.near or self.elsewhere or self.data.get("not_duplicate"))

    def refuse_same_ine(self):
        """Say beside the INE that another record holds it: here, or somewhere out of sight."""
        cleaned = self.cleaned_data
        identity = Identity(
            cleaned["ine"], cleaned["last_name"], cleaned["first_name"], cleaned["birth_date"]
        )
        [service] = find_beyond([identity], by=self.for_user)
        self.add_error(
            "ine", followed_elsewhere(service) if service else "Un jeune porte déjà cet INE."
        )

    def save(self, commit=True):
        situation = self.cleaned_data["situation"]
        if not self.adding:
            self.instance.situation = self.former_situation
        youth = super().save(commit=commit)
        if "wishes" in self.changed_data:
            wish(youth, self.cleaned_data["wishes"])
        comment = self.cleaned_data["situation_comment"]
        if self.adding:
            start_following(youth, by=self.for_user)
        elif situation != self.former_situation:
            change_situation(youth, situation, by=self.for_user, comment=comment)
        elif comment:
            # Said of a situation that stays: it is told with the rest.
            note_exchange(youth, by=self.for_user, way=ExchangeWay.NOTE, text=comment)
        return youth
