"""Moves on perimeters, each confirmed on a page of its own; and the list that a head renews."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages

from psf.accounts.views.admin import ConfirmView
from psf.french.days import numeric
from psf.french.numbers import counted
from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

from .forms import RenewalsForm
from .rules import (
    GRANT,
    RENEW,
    GrantRefused,
    confirm,
    refusal_to_confirm,
    refuse,
    renew,
    renewals_for,
)


class GrantMove(ConfirmView):
    """On a pending grant."""

    index_url_name = "perimetres:index"
    header_icon = "globe"

    def get_object(self):
        if not self.request.user.has_perm(GRANT):
            raise PermissionDenied
        return get_object_or_404(PerimeterGrant.objects.pending(), pk=self.kwargs["pk"])

    @property
    def lead(self):
        grant = self.get_object()
        who = str(grant.user)
        if grant.asked_by != grant.user:
            who = f"{who}, demandé par {grant.asked_by}"
        return f"{who} : {grant.place}, jusqu’au {numeric(grant.ends_on)} ({grant.reason})."

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except GrantRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.index_url_name)


class ConfirmGrantView(GrantMove):
    page_title = "Confirmer un périmètre"
    question = (
        "Vérifiez auprès de cette personne pourquoi elle en a besoin. Le périmètre vaut dès"
        " aujourd’hui, et votre nom reste à côté du sien."
    )
    button = "Confirmer"
    done = "Périmètre confirmé."

    def get_object(self):
        grant = super().get_object()
        if refusal_to_confirm(self.request.user, grant):
            raise PermissionDenied
        return grant

    def act(self):
        confirm(super().get_object(), self.request.user)


class RefuseGrantView(GrantMove):
    page_title = "Refuser un périmètre"
    question = "La demande est close. Une nouvelle demande reste possible."
    button = "Refuser"
    done = "Demande refusée."

    def act(self):
        refuse(self.get_object(), self.request.user)


class RenewalsView(WagtailAdminTemplateMixin, FormView):
    """« Renouveler pour 2027-2028 »: boxes, one confirmation."""

    form_class = RenewalsForm
    template_name = "accounts/renewals.html"
    page_title = "Renouveler les périmètres"
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(RENEW):
            raise PermissionDenied
        self.renewals = renewals_for(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "renewals": self.renewals}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        years = sorted({each.school_year for each in self.renewals if not each.refusal})
        words = " et ".join(map(str, years))
        return super().get_context_data(
            renewals=self.renewals,
            chosen=set(self.request.POST.getlist("renewals")),
            button=f"Renouveler pour {words}" if years else "",
            **kwargs,
        )

    def form_valid(self, form):
        written = renew(form.cleaned_data["renewals"], self.request.user)
        messages.success(
            self.request,
            f"{counted(written, 'périmètre renouvelé', 'périmètres renouvelés')}.",
        )
        return redirect(reverse("accounts_renewals"))
