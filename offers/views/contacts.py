"""Saying in one tap that a contact was confirmed today."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from offers.models import CompanyContact
from psf.wagtail_seams.screens import get_valid_next_url_from_request


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
