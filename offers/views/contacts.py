"""Contacts in one tap: confirmed today; what another service says of one adopted, or set aside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from offers.models import BuyerContact, CompanyContact
from offers.proposals import decide, proposals_of_buyer, proposals_of_company
from psf.perimeter.scope import services_in_sight
from psf.wagtail_seams.screens import get_valid_next_url_from_request

# (a departure?, adopted?)
DONE = {
    (False, True): "nouvelles coordonnées adoptées pour vos dossiers",
    (False, False): "vos dossiers gardent les anciennes coordonnées",
    (True, True): "départ noté pour vos dossiers",
    (True, False): "vos dossiers continuent avec cette personne",
}
MEANWHILE = "Cette adresse a changé entre-temps : relisez-la, puis décidez."
DECIDED = "Il n'y a plus rien à décider : quelqu'un vient de le faire."


@require_POST
def verify_contact(request, pk):
    if not request.user.has_perm("offers.change_companycontact"):
        raise PermissionDenied
    contact = get_object_or_404(CompanyContact.objects.select_related("company"), pk=pk)
    try:
        contact.verify(by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{contact} : vérifié aujourd'hui.")
    sheet = reverse("wagtailsnippets_offers_company:inspect", args=[contact.company_id])
    return redirect(get_valid_next_url_from_request(request) or sheet)


@require_POST
def decide_company_address(request, pk):
    """Adopt or set aside what is said of a company's contact, for the services in sight."""
    contact = _locked(request, CompanyContact, pk)
    _decide(request, contact, proposals_of_company(contact.company, services_in_sight()))
    sheet = reverse("wagtailsnippets_offers_company:inspect", args=[contact.company_id])
    return redirect(get_valid_next_url_from_request(request) or sheet)


@require_POST
def decide_buyer_address(request, pk):
    """Adopt or set aside what is said of a buyer's contact, for the contracts followed in sight."""
    contact = _locked(request, BuyerContact, pk)
    _decide(request, contact, proposals_of_buyer(contact.buyer, services_in_sight()))
    sheet = reverse("wagtailsnippets_offers_buyer:inspect", args=[contact.buyer_id])
    return redirect(get_valid_next_url_from_request(request) or sheet)


def _locked(request, model, pk):
    """The contact, unchanged until the end of the request."""
    if not request.user.has_perm(f"offers.change_{model._meta.model_name}"):
        raise PermissionDenied
    return get_object_or_404(model.objects.select_for_update(of=("self",)), pk=pk)


def _decide(request, contact, waiting) -> None:
    waiting = [each for each in waiting if each.contact.pk == contact.pk]
    adopt = request.POST.get("choice") == "adopt"
    if not waiting:
        messages.warning(request, DECIDED)
        return
    # What was on screen, and nothing that somebody wrote while it was read.
    if request.POST.get("seen") != contact.address_seen:
        messages.warning(request, MEANWHILE)
        return
    with transaction.atomic():
        for proposal in waiting:
            decide(proposal, adopt=adopt, by=request.user)
    done = DONE[waiting[0].is_departure, adopt]
    messages.success(request, f"{contact} : {done}.")
