"""Moves on one account or invitation, each confirmed on a page of its own."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

from .. import leaver
from ..forms import DepartureForm
from ..messages import send_invitation, send_second_factor_removed
from ..models import Invitation, User
from ..second_person import CHANGED_ADDRESS, REMOVED_FACTOR, did_already


class DepartureView(WagtailAdminTemplateMixin, FormView):
    """What somebody still holds, to whom it goes, then the account is closed."""

    form_class = DepartureForm
    template_name = "accounts/departure.html"
    page_title = "Départ"
    header_icon = "logout"

    def dispatch(self, request, *args, **kwargs):
        self.leaving = get_object_or_404(User.objects.visible_to(request.user), pk=kwargs["pk"])
        if not leaver.may_close(request.user, self.leaving):
            raise PermissionDenied
        self.items = leaver.open_items(self.leaving)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.leaving)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailusers_users:index"), "label": "Utilisateurs"},
            {"url": "", "label": self.page_title, "sublabel": str(self.leaving)},
        ]

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "successors": leaver.successors(self.leaving),
            "required": bool(self.items),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(leaving=self.leaving, items=self.items, **kwargs)

    def form_valid(self, form):
        try:
            leaver.close(
                self.leaving,
                self.request.user,
                form.cleaned_data["successor"],
                note=form.cleaned_data["note"],
            )
        except leaver.DepartureRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Le compte de {self.leaving} est clos.")
        return redirect("wagtailusers_users:index")


class ConfirmView(WagtailAdminTemplateMixin, TemplateView):
    """Asks on GET, acts on POST, goes back to the list."""

    template_name = "accounts/confirm.html"
    index_url_name: str | None = None
    question = button = done = lead = ""

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            self.act()
        messages.success(request, self.done)
        return redirect(self.index_url_name)

    def get_page_subtitle(self):
        return str(self.get_object())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            lead=self.lead,
            question=self.question,
            button=self.button,
            back=reverse(self.index_url_name),
            **kwargs,
        )


class RemoveSecondFactorView(ConfirmView):
    """For a lost telephone without recovery codes; the person enrols again at the next sign-in."""

    index_url_name = "wagtailusers_users:index"
    page_title = "Retirer l’application de codes"
    header_icon = "key"
    question = (
        "Vérifiez de vive voix que la demande vient bien de cette personne. À sa prochaine"
        " connexion, elle enregistrera une nouvelle application."
    )
    button = "Retirer l’application de codes"
    done = "L’application de codes est retirée."

    def dispatch(self, request, *args, **kwargs):
        if did_already(request.user, self.get_object(), CHANGED_ADDRESS):
            messages.error(
                request,
                "Vous avez changé l’adresse de ce compte il y a moins de 30 jours : un autre"
                " administrateur retire l’application de codes.",
            )
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self):
        by = self.request.user
        user = get_object_or_404(User.objects.visible_to(by), pk=self.kwargs["pk"])
        if not by.has_perm("accounts.change_user") or not by.may_manage(user):
            raise PermissionDenied
        return user

    def act(self):
        user = self.get_object()
        Authenticator.objects.filter(user=user).delete()
        log(instance=user, action=REMOVED_FACTOR)
        transaction.on_commit(lambda: send_second_factor_removed(user), robust=True)


class InvitationMove(ConfirmView):
    index_url_name = "invitations:index"
    header_icon = "mail"

    def get_object(self):
        by = self.request.user
        if not by.has_perm("accounts.add_invitation"):
            raise PermissionDenied
        rows = Invitation.objects.visible_to(by).filter(
            accepted_at__isnull=True, revoked_at__isnull=True
        )
        return get_object_or_404(rows.select_for_update(of=["self"]), pk=self.kwargs["pk"])


class ResendInvitationView(InvitationMove):
    page_title = "Envoyer à nouveau"
    question = "Un nouveau message part ; l’adresse du précédent ne servira plus."
    button = "Envoyer à nouveau"
    done = "Le message part."

    def act(self):
        invitation = self.get_object()
        token = invitation.renew()
        invitation.save()
        log(instance=invitation, action="accounts.resend_invitation")
        transaction.on_commit(lambda: send_invitation(invitation, token), robust=True)


class RevokeInvitationView(InvitationMove):
    page_title = "Retirer l’invitation"
    question = "L’adresse envoyée ne servira plus."
    button = "Retirer l’invitation"
    done = "L’invitation est retirée."

    def act(self):
        invitation = self.get_object()
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        log(instance=invitation, action="accounts.revoke_invitation")
