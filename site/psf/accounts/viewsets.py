"""Screens of the settings menu: users, invitations, absences."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log
from wagtail.users.views import users

from psf.french.folding import fold
from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.policies import RegisteredPolicy

from . import leaver
from .filters import UserFilterSet
from .forms import AbsenceForm, InvitationForm, UserForm
from .messages import send_address_changed, send_invitation
from .models import Absence, Invitation, User
from .second_person import CHANGED_ADDRESS


class VisibleRows:
    """Views on one row: those the person may see, 404 for the others."""

    def get_base_object_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_base_object_queryset(), pk=self.kwargs["pk"])


class VisibleHistory(VisibleRows, history.HistoryView):
    pass


class VisibleInspect(VisibleRows, generic.InspectView):
    pass


class UserIndexView(users.IndexView):
    any_permission_required = ["view", "change"]
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    search_fields = ["sort_name", "username", "email"]

    def get_base_queryset(self):
        grants = PerimeterGrant.objects.in_force().select_related(
            "service", "department", "academy", "region"
        )
        return User.objects.visible_to(self.request.user).prefetch_related(
            "groups", Prefetch("perimeter_grants", grants, to_attr="grants_in_force")
        )

    def search_queryset(self, queryset):
        self.search_query = fold(self.search_query) if self.search_query else self.search_query
        return super().search_queryset(queryset)

    def order_queryset(self, queryset):
        return generic.IndexView.order_queryset(self, queryset)

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "name",
                accessor=str,
                label="Nom",
                sort_key="sort_name",
                get_url=lambda user: self.get_edit_url(user) or self.get_inspect_url(user),
            ),
            Column("username", label="Identifiant", sort_key="username"),
            Column("roles", accessor="role_names", label="Rôles"),
            Column("places", accessor="place_names", label="Périmètre"),
            BooleanColumn("is_active", label="Actif", sort_key="is_active"),
            Column("last_login", label="Dernière connexion", sort_key="last_login"),
        ]

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("accounts.add_invitation"):
            return []
        return [HeaderButton("Inviter une personne", reverse("invitations:add"), icon_name="mail")]

    def get_list_more_buttons(self, instance):
        by = self.request.user
        buttons = super().get_list_more_buttons(instance)
        if leaver.may_close(by, instance):
            buttons.append(
                Button(
                    "Départ",
                    reverse("accounts_departure", args=[instance.pk]),
                    icon_name="logout",
                    priority=40,
                )
            )
        if by.has_perm("accounts.change_user") and instance.second_factor_required:
            buttons.append(
                Button(
                    "Retirer l’application de codes",
                    reverse("accounts_remove_second_factor", args=[instance.pk]),
                    icon_name="key",
                    priority=50,
                )
            )
        return buttons


class UserEditView(users.EditView):
    template_name = "wagtailadmin/generic/edit.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission_for_instance("change", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    def save_instance(self):
        former = self.form.initial["email"]
        user = super().save_instance()
        if user.email != former:
            log(instance=user, action=CHANGED_ADDRESS)
            transaction.on_commit(lambda: send_address_changed(user, former), robust=True)
        return user


class UserViewSet(RegisteredPolicy, users.UserViewSet):
    """The list of users: invited elsewhere, edited by administrators, closed by a departure."""

    template_prefix = ""
    index_view_class = UserIndexView
    edit_view_class = UserEditView
    history_view_class = VisibleHistory
    inspect_view_class = VisibleInspect
    inspect_view_enabled = True
    inspect_view_fields = [
        "username",
        "email",
        "phone",
        "function",
        "role_names",
        "place_names",
        "last_login",
        "left_on",
    ]
    copy_view_enabled = False
    filterset_class = UserFilterSet
    ordering = "sort_name"

    def get_form_class(self, for_update=False):
        return UserForm

    def get_index_view_kwargs(self, **kwargs):
        kwargs = super().get_index_view_kwargs(**kwargs)
        kwargs.pop("search_fields", None)
        return kwargs


class SimpleCreateView(generic.CreateView):
    """Named by what it does, instead of « Nouvel(le) : … »."""

    def get_page_subtitle(self):
        return self.page_title

    def get_breadcrumbs_items(self):
        *items, last = super().get_breadcrumbs_items()
        return [*items, {**last, "label": self.page_title}]

    def get_success_buttons(self):
        return []


class InvitationIndexView(generic.IndexView):
    any_permission_required = ["add", "view"]
    page_title = "Invitations"
    add_item_label = "Inviter une personne"

    def get_base_queryset(self):
        return Invitation.objects.visible_to(self.request.user).select_related(
            "invited_by", "service", "department", "academy", "region"
        )

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("person", accessor=str, label="Personne", get_url=self.get_inspect_url),
            Column("email", label="Adresse électronique", sort_key="email"),
            Column("roles", accessor="role_names", label="Rôles"),
            Column("place", accessor=lambda row: row.place or "", label="Périmètre"),
            Column("state", label="État"),
            Column("expires_at", label="Valable jusqu’au", sort_key="expires_at"),
            Column("invited_by", label="Invité par"),
        ]

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.is_open:
            for action, label, icon in (
                ("resend", "Envoyer à nouveau", "mail"),
                ("revoke", "Retirer l’invitation", "cross"),
            ):
                address = reverse(f"accounts_invitation_{action}", args=[instance.pk])
                buttons.append(Button(label, address, icon_name=icon, priority=40))
        return buttons


class InvitationCreateView(SimpleCreateView):
    page_title = "Inviter une personne"
    submit_button_label = "Envoyer l’invitation"
    submit_button_active_label = "Envoi…"

    def get_success_message(self, instance):
        said = f"Invitation de {instance} enregistrée : le message part."
        if instance.needs_second_person:
            said += (
                " Une fois le compte ouvert, un autre administrateur confirme son périmètre dans la"
                " liste des périmètres."
            )
        return said

    def save_instance(self):
        token = self.form.instance.renew()
        invitation = super().save_instance()
        transaction.on_commit(lambda: send_invitation(invitation, token), robust=True)
        return invitation


class InvitationViewSet(RegisteredPolicy, ModelViewSet):
    model = Invitation
    icon = "mail"
    name = "invitations"
    menu_label = "Invitations"
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = InvitationIndexView
    add_view_class = InvitationCreateView
    history_view_class = VisibleHistory
    inspect_view_class = VisibleInspect
    inspect_view_fields = [
        "first_name",
        "last_name",
        "email",
        "function",
        "role_names",
        "place",
        "starts_on",
        "ends_on",
        "state",
        "sent_at",
        "expires_at",
        "invited_by",
        "accepted_by",
    ]

    def get_form_class(self, for_update=False):
        return InvitationForm


class AbsenceIndexView(generic.IndexView):
    page_title = "Absences et remplacements"
    add_item_label = "Enregistrer une absence"

    def get_base_queryset(self):
        rows = Absence.objects.visible_to(self.request.user)
        return rows.select_related("user", "substitute")


class AbsenceCreateView(SimpleCreateView):
    page_title = "Enregistrer une absence"
    submit_button_label = "Enregistrer"
    success_message = "Absence de %(object)s enregistrée."


class AbsenceEditView(VisibleRows, generic.EditView):
    success_message = "Absence de %(object)s enregistrée."

    def get_object(self, queryset=None):
        absence = super().get_object(queryset)
        by = self.request.user
        if absence.user != by and not by.may_manage(absence.user):
            raise PermissionDenied
        return absence


class AbsenceViewSet(RegisteredPolicy, ModelViewSet):
    """Dated substitutes: one's own, and those of the people one manages."""

    model = Absence
    icon = "date"
    name = "absences"
    menu_label = "Absences"
    menu_order = 605
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = AbsenceIndexView
    add_view_class = AbsenceCreateView
    edit_view_class = AbsenceEditView
    history_view_class = VisibleHistory
    list_display = [
        Column("user", label="Personne absente", sort_key="user__sort_name"),
        Column("substitute", label="Remplacée par"),
        Column("starts_on", label="Du", sort_key="starts_on"),
        Column("ends_on", label="Au", sort_key="ends_on"),
    ]

    def get_form_class(self, for_update=False):
        return AbsenceForm
