"""« Offre après un appel »: one screen, while the telephone is still warm."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View
from wagtail.admin import messages

from matching.desk.after_call import enter_after_call, may_enter
from offers.after_call import already_entered
from offers.enums import OfferStage
from offers.forms.after_call import AfterCallForm
from offers.models import Buyer, Company, Contract, HostSlot, Offer
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow import kept
from psf.workflow.errors import Refused, refusal_of
from psf.workflow.views import EXPIRED

# The button that only looks in the registries.
SEARCH = "chercher"
ALREADY = "Cette offre est déjà enregistrée : la voici."


class AfterCallView(WagtailAdminTemplateMixin, View):
    """POST writes, or with `chercher` shows again what was typed beside what the registries have of it.

    Asked by a script, that answer holds the proposals alone. No name stands in an address.
    """

    request: SignedRequest
    template_name = "matching/after_call/page.html"
    page_title = "Offre après un appel"
    header_icon = "mobile-alt"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        if not may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request) -> HttpResponse:
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        return self.show(AfterCallForm(typed, user=request.user))

    def post(self, request) -> HttpResponse:
        if SEARCH in request.POST:
            form = AfterCallForm.searching(request.POST, user=request.user)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return TemplateResponse(
                    request, "matching/after_call/proposals.html", {"form": form}
                )
            return self.show(form)
        # Before anything is judged: what is sent again would find its own company.
        if offer := already_entered(request.POST.get("entry", "")):
            return self.already(offer)
        form = AfterCallForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form)
        try:
            return self.entered(self.write(form))
        except Refused as refusal:
            refused = refusal
        except IntegrityError as error:
            refused = refusal_of(error, Company, Buyer, Contract, HostSlot, Offer)
            if offer := already_entered(request.POST["entry"]):
                return self.already(offer)
            # Judged again, beside the row that somebody wrote meanwhile.
            form = AfterCallForm(request.POST, user=request.user)
            form.is_valid()
        form.refuse(refused)
        return self.show(form)

    def write(self, form: AfterCallForm) -> Offer:
        return enter_after_call(
            form.told,
            call=form.call(),
            is_verified=form.cleaned_data["outcome"].is_verified,
            by=self.request.user,
        )

    def entered(self, offer: Offer) -> HttpResponse:
        buttons = []
        if offer.stage == OfferStage.AVAILABLE:
            search = reverse("work:ranking_offer", args=[offer.code])
            buttons.append(messages.button(search, "Chercher un jeune"))
        messages.success(
            self.request,
            f"Offre {offer.code} enregistrée : {offer.get_stage_display()}.",
            buttons=buttons,
        )
        return HttpResponseRedirect(reverse("offers:life", args=[offer.code]))

    def already(self, offer: Offer) -> HttpResponse:
        messages.info(self.request, ALREADY)
        return HttpResponseRedirect(reverse("offers:life", args=[offer.code]))

    def show(self, form: AfterCallForm) -> HttpResponse:
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(form=form)
        )

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("work:queue"), "label": "Suivi des parcours"},
            {"url": reverse("work:after_call"), "label": self.page_title},
        ]
