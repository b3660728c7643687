"""A request heard by telephone, read in a letter: written down for a young person or a contact."""

from contextlib import nullcontext

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from matching.messages import recipients
from matching.models import RightsRequest, Youth
from matching.rights import handling
from matching.rights.forms import FindForm, ReceiveForm
from matching.rights.views.screens import ADD, RightsScreen, service_of
from offers.models import Buyer, BuyerContact, Company, CompanyContact
from psf.perimeter.access import Door, record_access
from psf.perimeter.scope import all_services, widened
from psf.territories.models import Service
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused

# Namesakes born on one day: more is a mistake.
FOUND = 5


class OfYouthView(RightsScreen):
    """From the queue: the open request of a young person, else the form."""

    def get(self, request, code):
        youth = get_object_or_404(Youth, code=code)
        first = RightsRequest.objects.about(youth).open().order_by("due_on", "pk").first()
        if first is None:
            return HttpResponseRedirect(reverse("rights:ask_youth", args=[code]))
        return HttpResponseRedirect(reverse("rights:request", args=[first.code]))


class ReceiveView(RightsScreen):
    """The form; `subject` says about whom, `service` which one answers."""

    permission = ADD
    page_title = "Noter une demande d'exercice de droits"
    template_name = "matching/rights/receive.html"
    actor = Actor.YOUTH

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.subject = None

    def get(self, request, **kwargs):
        self.subject = self.get_subject(**kwargs)
        self.log()
        return self.page(self.form())

    def post(self, request, **kwargs):
        self.subject = self.get_subject(**kwargs)
        form = self.form(request.POST)
        service = self.get_service()
        if form.is_valid():
            if service is None:
                form.add_error(None, "Aucun de vos services ne suit cette personne.")
                return self.page(form)
            try:
                with self.sight(service):
                    rights = handling.receive(
                        self.subject, service=service, by=request.user, **form.facts()
                    )
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(
                    request,
                    f"Demande {rights.code} notée, à répondre avant le {rights.due_on:%d/%m/%Y}.",
                )
                return HttpResponseRedirect(reverse("rights:request", args=[rights.code]))
        return self.page(form)

    def form(self, data=None):
        return ReceiveForm(
            data, subject=self.subject, guardians=self.get_guardians(), actor=self.actor
        )

    def sight(self, service):
        """The DPO has no service: the one that answers, for the time of writing it down."""
        if self.request.user.is_dpo:
            return widened([service], reason="the DPO notes a rights request")
        return nullcontext()

    def page(self, form):
        rows = RightsRequest.objects.about(self.subject).first_due()
        return self.show(
            form=form, label=self.get_label(), back_url=self.get_back_url(), former=list(rows)
        )

    def get_guardians(self):
        return []

    def get_label(self) -> str:
        return str(self.subject)

    def log(self) -> None:
        """Only a young person's record is logged."""


class FindView(RightsScreen):
    """A letter reaches the DPO: who is it about? Answers a code and a service, or an organisation."""

    permission = ADD
    page_title = "Trouver le dossier d'une personne qui écrit"
    template_name = "matching/rights/find.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_dpo:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.show(form=FindForm(), found=None, contacts=[])

    @method_decorator(sensitive_post_parameters())
    def post(self, request):
        form = FindForm(request.POST)
        found, contacts = None, []
        if form.is_valid():
            typed = form.cleaned_data
            with all_services("the DPO finds the file of who writes: code and service only"):
                found = list(
                    self.youths(typed).select_related("service").order_by("pk").distinct()[:FOUND]
                )
                for youth in found:
                    record_access(request, youth, Door.RIGHTS)
                contacts = self.contacts(typed["contact"])
        return self.show(form=form, found=found, contacts=contacts)

    def youths(self, typed):
        current = Youth.objects.current()
        if code := typed["code"].strip().upper():
            return current.filter(Q(code=code) | Q(placements__code=code))
        if not typed["birth_date"]:
            return current.none()
        names = f"{typed['last_name']} {typed['first_name']}"
        return current.matching_text(names).filter(birth_date=typed["birth_date"])

    def contacts(self, typed: str) -> list[tuple[str, str]]:
        """(« un contact de l'entreprise … », address of the form) of who bears this name or mailbox."""
        if not (words := typed.strip()):
            return []
        same = Q(name__iexact=words) | Q(email__iexact=words) | Q(addresses__email__iexact=words)
        return [
            (handling.label_of(contact), reverse(name, args=[contact.pk]))
            for model, name, employer in (
                (CompanyContact, "rights:ask_contact", "company"),
                (BuyerContact, "rights:ask_buyer_contact", "buyer"),
            )
            for contact in model.objects.filter(same)
            .select_related(employer)
            .order_by("pk")
            .distinct()[:FOUND]
        ]


class ReceiveYouthView(ReceiveView):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_dpo:
            return super().dispatch(request, *args, **kwargs)
        with widened([service_of(Youth, kwargs["code"])], reason="the DPO notes a rights request"):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def get_subject(self, code):
        return get_object_or_404(Youth.objects.current().select_related("service"), code=code)

    def get_service(self):
        return self.subject.service

    def get_guardians(self):
        """Only those of a minor still speak for them."""
        return recipients.guardians(self.subject)

    def get_label(self):
        return f"{self.subject.initials} ({self.subject.code})"

    def get_back_url(self):
        if not self.request.user.sees_persons:
            return reverse("rights:list")
        return reverse("wagtailsnippets_matching_youth:inspect", args=[self.subject.pk])

    def log(self):
        record_access(self.request, self.subject, Door.RIGHTS)


class ContactsView(RightsScreen):
    """Whoever of a company, or of a buyer, asks: choose them."""

    permission = ADD
    page_title = "Qui demande ?"
    template_name = "matching/rights/contacts.html"
    model = Company
    asked = "rights:ask_contact"
    employed = "contact__company"
    sheet = "wagtailsnippets_offers_company:inspect"

    def get(self, request, pk):
        row = get_object_or_404(self.model, pk=pk)
        return self.show(
            row=row,
            people=[
                (person, reverse(self.asked, args=[person.pk]))
                for person in row.contacts.named().order_by("pk")
            ],
            waiting=list(RightsRequest.objects.open().filter(**{self.employed: row}).first_due()),
            back_url=reverse(self.sheet, args=[pk]),
        )


class BuyerContactsView(ContactsView):
    model = Buyer
    asked = "rights:ask_buyer_contact"
    employed = "buyer_contact__buyer"
    sheet = "wagtailsnippets_offers_buyer:inspect"


class ReceiveContactView(ReceiveView):
    """Contacts are everybody's: the service that answers is one of the reader's that knows them."""

    actor = Actor.COMPANY

    def get_subject(self, pk):
        return get_object_or_404(CompanyContact.objects.named().select_related("company"), pk=pk)

    def get_service(self):
        mine = Service.objects.filter(pk__in=self.request.services)
        known = Service.objects.filter(pk__in=self.subject.addresses.values("service"))
        if self.request.user.is_dpo:
            return known.order_by("pk").first()
        return mine.filter(pk__in=known).order_by("pk").first() or mine.order_by("pk").first()

    def get_back_url(self):
        return reverse("wagtailsnippets_offers_company:inspect", args=[self.subject.company_id])


class ReceiveBuyerContactView(ReceiveContactView):
    actor = Actor.BUYER

    def get_subject(self, pk):
        return get_object_or_404(BuyerContact.objects.named().select_related("buyer"), pk=pk)

    def get_back_url(self):
        return reverse("wagtailsnippets_offers_buyer:inspect", args=[self.subject.buyer_id])
