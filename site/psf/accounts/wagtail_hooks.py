"""What accounts bring to Wagtail's admin."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel

from psf.editing import NeverDeletedPolicy
from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.accounts import say_whose_name
from psf.wagtail_seams.policies import register_permission_policy
from psf.wagtail_seams.screens import versioned_static

from .forms import DigestForm
from .grants import views as grants
from .grants.panel import panel_for
from .grants.rules import RENEW
from .grants.viewset import GrantViewSet
from .models import Absence, AccountLogEntry, Invitation, User
from .policies import InvitationPolicy, UserPolicy
from .roles import Role
from .views import admin
from .viewsets import AbsenceViewSet, InvitationViewSet

register_permission_policy(User, UserPolicy(User))
register_permission_policy(Invitation, InvitationPolicy(Invitation))
register_permission_policy(PerimeterGrant, NeverDeletedPolicy(PerimeterGrant))
register_permission_policy(Absence, NeverDeletedPolicy(Absence))


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [InvitationViewSet(), GrantViewSet(), AbsenceViewSet()]


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("comptes/<int:pk>/depart/", admin.DepartureView.as_view(), name="accounts_departure"),
        path(
            "comptes/<int:pk>/second-facteur/",
            admin.RemoveSecondFactorView.as_view(),
            name="accounts_remove_second_factor",
        ),
        path(
            "comptes/invitations/<int:pk>/envoyer/",
            admin.ResendInvitationView.as_view(),
            name="accounts_invitation_resend",
        ),
        path(
            "comptes/invitations/<int:pk>/retirer/",
            admin.RevokeInvitationView.as_view(),
            name="accounts_invitation_revoke",
        ),
        path(
            "comptes/perimetres/renouveler/",
            grants.RenewalsView.as_view(),
            name="accounts_renewals",
        ),
        path(
            "comptes/perimetres/<int:pk>/confirmer/",
            grants.ConfirmGrantView.as_view(),
            name="accounts_grant_confirm",
        ),
        path(
            "comptes/perimetres/<int:pk>/refuser/",
            grants.RefuseGrantView.as_view(),
            name="accounts_grant_refuse",
        ),
    ]


class RenewalsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RENEW)


@hooks.register("register_settings_menu_item")
def renewals_menu_item():
    return RenewalsMenuItem(
        "Renouveler les périmètres", reverse("accounts_renewals"), icon_name="rotate", order=625
    )


# After the panels of pages were cleared for who edits none.
@hooks.register("construct_homepage_panels", order=10)
def perimeters_that_end(request, panels):
    if panel := panel_for(request.user):
        panels.append(panel)


say_whose_name()


@hooks.register("insert_global_admin_css")
def lock_css():
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("accounts/idle-lock.css")
    )


@hooks.register("insert_global_admin_js")
def lock_cover():
    """The cover of an idle session, on every page of the admin.

    https://docs.wagtail.org/en/stable/reference/hooks.html#insert-global-admin-js
    """
    context = {
        "minutes": settings.IDLE_LOCK_MINUTES,
        "seconds": settings.IDLE_LOCK_MINUTES * 60,
    }
    script = format_html(
        '<script src="{}"></script>', versioned_static("accounts/idle-lock-controller.js")
    )
    return render_to_string("accounts/lock_cover.html", context) + script


@hooks.register("before_bulk_action")
def no_bulk_move_on_accounts(request, action_type, objects, view):
    """In bulk, Wagtail would deactivate without handover and give roles without a check."""
    if view.model is User:
        raise PermissionDenied


@hooks.register("register_account_menu_item")
def security_item(request):
    return {
        "url": reverse("mfa_index"),
        "label": "Mot de passe et second facteur",
        "help_text": "Changer de mot de passe, de téléphone, voir vos codes de secours.",
    }


@hooks.register("register_account_settings_panel")
class DigestPanel(BaseSettingsPanel):
    """The morning digest can be switched off, by who has actions to do."""

    name = "digest"
    title = "Point du matin"
    order = 350
    form_class = DigestForm

    def is_active(self):
        return self.user.sees_persons or Role.NATIONAL in self.user.roles


@hooks.register("register_settings_menu_item")
def security_menu_item():
    return MenuItem(
        "Mot de passe et second facteur", reverse("mfa_index"), icon_name="key", order=900
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_model(User, AccountLogEntry)
    actions.register_model(Invitation, AccountLogEntry)
    actions.register_model(Absence, AccountLogEntry)
    actions.register_model(PerimeterGrant, AccountLogEntry)
    for name, label, message in (
        ("leave", "Départ", "Compte clos après transmission"),
        ("change_address", "Adresse changée", "Adresse du compte changée"),
        ("forget_devices", "Appareils oubliés", "Appareils connus oubliés par la personne"),
        ("calendar_made", "Adresse d’agenda créée", "Adresse d’agenda créée ou renouvelée"),
        ("calendar_taken_back", "Adresse d’agenda retirée", "Adresse d’agenda retirée"),
        ("remove_second_factor", "Second facteur retiré", "Application de codes retirée"),
        ("resend_invitation", "Invitation renvoyée", "Invitation envoyée à nouveau"),
        ("revoke_invitation", "Invitation retirée", "Invitation retirée"),
        ("confirm_grant", "Périmètre confirmé", "Périmètre confirmé par une deuxième personne"),
        ("refuse_grant", "Périmètre refusé", "Demande de périmètre refusée"),
        ("renew_grant", "Périmètre renouvelé", "Périmètre renouvelé pour l’année scolaire"),
    ):
        actions.register_action(f"accounts.{name}", label, message)
