"""The form of a company: near names are shown before a duplicate is made."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from offers.forms.contacts import SaysWhoTyped
from offers.forms.fields import MistakenSirets, SiretField
from offers.models import Company
from psf.accounts.models import User
from psf.accounts.roles import SEES_PERSONS
from psf.editing import OneEditorForm


class CompanyForm(SaysWhoTyped, MistakenSirets, OneEditorForm):
    """Warns about companies of nearly the same name; one tick passes the warning."""

    siret = SiretField()
    not_duplicate = forms.BooleanField(
        label="C'est une autre entreprise : enregistrer quand même", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "interlocutor" in self.fields:
            self.fields["interlocutor"].queryset = self._people()

    def _people(self):
        """Colleagues who follow files, and whoever already is the interlocutor."""
        people = User.objects.active().with_role(*SEES_PERSONS)
        people = people.filter(pk__in=User.objects.visible_to(self.for_user).values("pk"))
        return User.objects.filter(
            Q(pk__in=people.values("pk")) | Q(pk=self.instance.interlocutor_id)
        )

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("name")
        asked = "name" in self.changed_data or "commune" in self.changed_data
        if name and asked and not cleaned.get("not_duplicate"):
            self.near = [
                company
                for company in Company.objects.near(name, cleaned.get("commune"))
                if company.pk != self.instance.pk
            ]
            if self.near:
                self.add_error("name", self._warning())
        return cleaned

    near = ()

    @property
    def asks_about_duplicates(self) -> bool:
        """Whether the tick is shown: a near name was found, or was passed on purpose."""
        return bool(self.near) or bool(self.data.get(self.add_prefix("not_duplicate")))

    def _warning(self):
        links = format_html_join(
            ", ",
            '<a href="{}" target="_blank" rel="noreferrer">{}</a>',
            (
                (reverse("wagtailsnippets_offers_company:inspect", args=[company.pk]), company)
                for company in self.near
            ),
        )
        return format_html(
            "Une entreprise d'un nom très proche existe déjà ici : {}. Si c'est une autre, cochez"
            " « C'est une autre entreprise » puis enregistrez.",
            links,
        )
