"""The screens of perimeters in the settings menu."""

from functools import cached_property

from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from psf.accounts.viewsets import SimpleCreateView
from psf.french.days import numeric
from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.policies import RegisteredPolicy

from .filters import GrantFilterSet
from .forms import GrantEndForm, GrantForm
from .rules import refusal_to_confirm


class GrantIndexView(generic.IndexView):
    add_item_label = "Accorder un périmètre"

    def get_base_queryset(self):
        return PerimeterGrant.objects.select_related(
            "user", "granted_by", "asked_by", "service", "department", "academy", "region"
        )

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "user",
                label="Personne",
                accessor=lambda grant: str(grant.user),
                sort_key="user__sort_name",
                get_url=lambda grant: None if grant.is_pending else self.get_edit_url(grant),
            ),
            Column("place", label="Lieu"),
            Column("state", label="État"),
            Column(
                "starts_on",
                label="Du",
                accessor=lambda grant: numeric(grant.starts_on),
                sort_key="starts_on",
            ),
            Column(
                "ends_on",
                label="Au",
                accessor=lambda grant: numeric(grant.ends_on),
                sort_key="ends_on",
            ),
            Column("reason", label="Motif"),
            Column("asked_by", label="Demandé par"),
            Column("granted_by", label="Accordé par"),
        ]

    @cached_property
    def header_buttons(self):
        return [
            *super().header_buttons,
            HeaderButton("Renouveler", reverse("accounts_renewals"), icon_name="rotate"),
        ]

    def get_list_more_buttons(self, instance):
        if not instance.is_pending:
            return super().get_list_more_buttons(instance)
        buttons = [_button("refuse", "Refuser", "cross", instance)]
        if refusal_to_confirm(self.request.user, instance) is None:
            buttons.insert(0, _button("confirm", "Confirmer", "check", instance))
        return buttons


def _button(action, label, icon, grant):
    address = reverse(f"accounts_grant_{action}", args=[grant.pk])
    return Button(label, address, icon_name=icon, priority=40)


class GrantCreateView(SimpleCreateView):
    page_title = "Accorder un périmètre"
    submit_button_label = "Accorder"
    submit_button_active_label = "Enregistrement…"

    def get_success_message(self, instance):
        if instance.is_pending:
            return f"Demandé : {instance}. Un autre administrateur confirme dans cette liste."
        return f"Périmètre accordé : {instance}"


class GrantEditView(generic.EditView):
    page_title = "Mettre fin au périmètre"
    submit_button_label = "Mettre fin"
    success_message = "Fin du périmètre enregistrée : %(object)s"


class GrantViewSet(RegisteredPolicy, ModelViewSet):
    """Granted and ended by administrators; a grant is never deleted nor rewritten."""

    model = PerimeterGrant
    icon = "globe"
    name = "perimetres"
    menu_label = "Périmètres"
    menu_order = 620
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = GrantIndexView
    add_view_class = GrantCreateView
    edit_view_class = GrantEditView
    filterset_class = GrantFilterSet
    search_fields = ["user__sort_name", "user__username", "reason"]

    def get_form_class(self, for_update=False):
        return GrantEndForm if for_update else GrantForm
