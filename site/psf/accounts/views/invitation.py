"""Accepting an invitation: the token leaves the address at once, only POST changes something."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET
from django.views.generic import FormView

from psf.throttles.limits import Limit, address_of
from psf.throttles.waiting import too_often

from ..browsers import remember_browser
from ..models import Invitation, InvitationClosed
from ..models.invitation import hash_token

SESSION_KEY = "accounts.invitation"
UNKNOWN = "Cette adresse n’est plus valable."
WRONG_TOKENS = Limit("invitation.wrong", tries=30, seconds=600)


@require_GET
@never_cache
@sensitive_variables("token")
def open_invitation(request, token):
    """Put the token's hash in the session and go on without it in the address.

    A token that no invitation has leaves nothing behind but a count.
    """
    token_hash = hash_token(token)
    if Invitation.objects.filter(token_hash=token_hash).exists():
        request.session[SESSION_KEY] = token_hash
        return redirect("invitation_accept")
    if not WRONG_TOKENS.allows(who := address_of(request)):
        return too_often(request, WRONG_TOKENS, who)
    return closed(request, UNKNOWN)


def closed(request, reason):
    return render(request, "account/invitation_closed.html", {"reason": reason}, status=410)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptView(FormView):
    form_class = SetPasswordForm
    template_name = "account/invitation.html"

    def dispatch(self, request, *args, **kwargs):
        token_hash = request.session.get(SESSION_KEY, "")
        self.invitation = (
            Invitation.objects.select_related("invited_by").filter(token_hash=token_hash).first()
        )
        try:
            if self.invitation is None:
                raise InvitationClosed(UNKNOWN)
            self.invitation.check_open()
        except InvitationClosed as refusal:
            return closed(request, str(refusal))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.invitation.prospective_user()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation,
            username=self.invitation.prospective_user().username,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            user = self.invitation.accept(form.cleaned_data["new_password1"])
        except InvitationClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        del self.request.session[SESSION_KEY]
        if user.perimeter_grants.pending().exists():
            messages.info(
                self.request,
                "Votre périmètre s’ouvrira quand une deuxième personne l’aura confirmé.",
            )
        messages.success(
            self.request,
            f"Votre compte est ouvert. Votre identifiant : {user.get_username()}.",
        )
        response = redirect(reverse("account_login"))
        remember_browser(self.request, response, user)
        return response
