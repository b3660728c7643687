"""Forms of the admin's screens about accounts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from psf.editing import OneEditorWins
from psf.perimeter.models.grants import end_by_default
from psf.territories.models import AcademicRegion, Academy, Department, Service

from . import leaver
from .models import Absence, Invitation, User
from .models.invitation import LEVELS, may_give
from .roles import Role
from .second_person import REMOVED_FACTOR, did_already, may_change_address

ONE_LEVEL = "Choisissez un seul niveau : région académique, académie, département ou service."


class RolesField(forms.MultipleChoiceField):
    """The roles among those a person may give."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=Role.choices, label="Rôles", **kwargs)

    def restrict_to(self, roles):
        self.choices = [(role.value, role.label) for role in Role if role in roles]


def places_within(user):
    """{level: queryset} of the places a person may give as a perimeter."""
    everything = {
        "region": AcademicRegion.objects.all(),
        "academy": Academy.objects.all(),
        "department": Department.objects.all(),
        "service": Service.objects.select_related("department"),
    }
    if user.is_administrator:
        return everything
    held = user.perimeter_grants.in_force()
    paths = {
        "region": {"region": "pk"},
        "academy": {"region": "region", "academy": "pk"},
        "department": {"region": "academy__region", "academy": "academy", "department": "pk"},
        "service": {
            "region": "department__academy__region",
            "academy": "department__academy",
            "department": "department",
            "service": "pk",
        },
    }
    within = {}
    for level, queryset in everything.items():
        allowed = queryset.none()
        for holder, path in paths[level].items():
            ids = held.exclude(**{f"{holder}__isnull": True}).values(holder)
            allowed = allowed | queryset.filter(**{f"{path}__in": ids})
        within[level] = allowed
    return within


class PlaceFormMixin:
    """Four selects of which one is filled, within the perimeter of the person who gives."""

    def limit_places(self, user):
        for level, queryset in places_within(user).items():
            self.fields[level].queryset = queryset
            self.fields[level].required = False
            if not queryset.exists():
                del self.fields[level]

    def chosen_place(self):
        """The place chosen, or None; more than one is an error on the form."""
        places = [self.cleaned_data[level] for level in LEVELS if self.cleaned_data.get(level)]
        if len(places) > 1:
            raise ValidationError(ONE_LEVEL)
        return places[0] if places else None


class InvitationForm(PlaceFormMixin, WagtailAdminModelForm):
    roles = RolesField()

    class Meta(WagtailAdminModelForm.Meta):
        model = Invitation
        fields = [
            "first_name",
            "last_name",
            "email",
            "function",
            "roles",
            "region",
            "academy",
            "department",
            "service",
            "starts_on",
            "ends_on",
        ]
        help_texts = {
            "service": ONE_LEVEL,
            "ends_on": "Laissez vide pour la fin de l’année scolaire. Un périmètre se renouvelle.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.invited_by = self.for_user
        self.fields["roles"].restrict_to(self.for_user.grantable_roles)
        self.limit_places(self.for_user)

    def clean(self):
        data = super().clean()
        place, starts_on = self.chosen_place(), data.get("starts_on")
        if place and starts_on:
            data["ends_on"] = data.get("ends_on") or end_by_default(
                max(starts_on, timezone.localdate())
            )
            if not may_give(self.for_user, place, data["ends_on"], starts_on):
                raise ValidationError(
                    "Ce périmètre dépasse le vôtre : choisissez un lieu et des dates qu’il contient."
                )
        return data


class UserForm(OneEditorWins, forms.ModelForm):
    also_writes = ("groups",)

    roles = RolesField(required=False)

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "phone", "function", "roles"]

    def __init__(self, *args, by, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.initial["roles"] = sorted(self.instance.roles)
        if editing_self:
            self.fields["roles"].disabled = True
            self.fields["roles"].help_text = "Un autre administrateur change vos rôles."

    def clean_email(self):
        address, account = self.cleaned_data["email"], self.instance
        if "email" not in self.changed_data or may_change_address(self.by, account):
            return address
        if did_already(self.by, account, REMOVED_FACTOR):
            raise ValidationError(
                "Vous avez retiré l’application de codes de ce compte il y a moins de 30 jours : un"
                " autre administrateur change l’adresse."
            )
        raise ValidationError(
            "Ce compte n’a pas d’application de codes : changer son adresse suffirait à y entrer."
            " Enregistrez son départ, puis invitez la personne à sa bonne adresse."
        )

    def save(self, commit=True):
        user = super().save(commit)
        user.set_roles(self.cleaned_data["roles"])
        return user


class DigestForm(forms.ModelForm):
    """What somebody chooses for themself in their account."""

    class Meta:
        model = User
        fields = ["wants_digest"]


class DepartureForm(forms.Form):
    successor = forms.ModelChoiceField(
        User.objects.none(), label="Successeur", empty_label="Choisissez une personne"
    )
    note = forms.CharField(
        label="Mot au successeur",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ajouté à l’historique de chaque parcours transmis. Aucune donnée de santé, de"
        " famille ou de justice.",
    )

    def __init__(self, *args, successors, required, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors
        self.fields["successor"].required = required
        self.fields[
            "successor"
        ].help_text = "Cette personne reçoit tout ce qui est ouvert ; son périmètre contient celui du partant."


class AbsenceForm(OneEditorWins, WagtailAdminModelForm):
    """One's own absence, or that of somebody one manages."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Absence
        fields = ["user", "substitute", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        by = self.for_user
        if self.instance._state.adding:
            self.instance.created_by = by
            self.initial.setdefault("user", by.pk)
        colleagues = User.objects.active().filter(pk__in=User.objects.visible_to(by).values("pk"))
        managed = [user.pk for user in colleagues if user == by or by.may_manage(user)]
        self.fields["user"].queryset = User.objects.filter(pk__in=managed)
        self.fields["substitute"].queryset = colleagues
        if not self.instance._state.adding:
            self.fields["user"].disabled = True

    def clean(self):
        data = super().clean()
        user, substitute = data.get("user"), data.get("substitute")
        if user and substitute and not leaver.successors(user).filter(pk=substitute.pk).exists():
            self.add_error(
                "substitute",
                f"Le périmètre de {substitute} ne contient pas celui de {user}.",
            )
        return data
