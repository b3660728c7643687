"""Personal links of a dossier, an offer, a contract, a company or a buyer: sent, revoked, issued anew.

Only those of files that the reader follows, and never a token.
"""

from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from matching.guests.listing import links_of, shown, subjects_of
from matching.guests.resend import issue_anew, send_again
from matching.models import Placement, Youth
from matching.placements.screens import FileScreen
from matching.placements.workflow import FOLLOWERS
from offers.models import Buyer, Company, Contract, Offer
from offers.views.life import OfferScreen
from psf.french.numbers import counted
from psf.links.models import Link
from psf.perimeter.access import Door, record_list_access
from psf.workflow.actors import capacity
from psf.workflow.enums import EventKind
from psf.workflow.locks import lock_subject
from psf.workflow.models import Event
from psf.workflow.views import SubjectScreen

COORDINATORS_ONLY = "Seul un coordonnateur peut retirer un lien, ou en émettre un nouveau."
GESTURES = {"renvoyer": "send", "retirer": "revoke", "emettre": "issue", "tout-retirer": "revoke"}


def rank(subject) -> tuple[int, int]:
    """In which order subjects are locked: a dossier before its offer, as moves do."""
    return (Placement, Offer, Youth).index(type(subject)), subject.pk


class LinksScreen(SubjectScreen):
    """Lists the living links of one subject, and does one thing to one of them, or to all."""

    http_method_names = ["get", "post"]
    template_name = "matching/guests/links.html"
    page_title = "Liens personnels"
    header_icon = "link"
    who = FOLLOWERS

    def get_page_subtitle(self):
        return str(self.subject or "")

    def get_links(self):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if capacity(request.user, FOLLOWERS) is None:
            return self.refused("Réservé à qui suit le dossier.")
        if "gesture" in kwargs:
            return HttpResponseRedirect(self.get_list_url())
        links = self.get_links()
        self.record_reading(links)
        return self.show(
            links=shown(links),
            list_url=self.get_list_url(),
            may_revoke=request.user.is_coordinator,
        )

    def record_reading(self, links) -> None:
        """Links of young people's files were read in one list."""
        youths = {each.youth for each in links.select_related("youth") if each.youth}
        record_list_access(self.request.user, youths, Door.LIST)

    def post(self, request, *args, **kwargs):
        if kwargs.get("gesture") not in GESTURES or (
            ("pk" in kwargs) == (kwargs["gesture"] == "tout-retirer")
        ):
            raise Http404
        if capacity(request.user, FOLLOWERS) is None:
            return self.refused("Réservé à qui suit le dossier.")
        links = self.get_links()
        if "pk" in kwargs:
            links = links.filter(pk=get_object_or_404(links, pk=kwargs["pk"]).pk)
        if kwargs["gesture"] != "renvoyer" and not request.user.is_coordinator:
            return self.refused(COORDINATORS_ONLY)
        return getattr(self, GESTURES[kwargs["gesture"]])(list(links))

    def send(self, links):
        (link,) = links
        if link.revoked_at:
            messages.error(self.request, "Ce lien est retiré : il ne peut plus être envoyé.")
        elif send_again(link, by=self.request.user) is None:
            messages.error(
                self.request,
                "Rien n'est parti : l'adresse de ce lien n'est plus en vigueur, ou il est retiré.",
            )
        else:
            self.record(link, "link_sent", "Lien renvoyé")
            messages.success(self.request, "Le lien repart à son adresse.")
        return HttpResponseRedirect(self.get_list_url())

    def revoke(self, links):
        now, people = timezone.now(), 0
        # Messages are written under these locks: none issues a link meanwhile.
        for subject in sorted({each for link in links for each in subjects_of(link)}, key=rank):
            lock_subject(subject)
        for link in links:
            same = Link.objects.of_same_person(link)
            if same.alive(now).exists():
                same.revoke(by=self.request.user, now=now)
                people += 1
                self.record(link, "link_revoked", "Lien retiré")
        messages.success(
            self.request,
            f"Liens retirés à {counted(people, 'personne')} : les messages partiront sans lien"
            " tant que vous n'en émettez pas un nouveau.",
        )
        return HttpResponseRedirect(self.get_list_url())

    def issue(self, links):
        (link,) = links
        if issue_anew(link, by=self.request.user) is None:
            messages.error(
                self.request, "Aucune adresse où l'envoyer : complétez les coordonnées, ou appelez."
            )
        else:
            self.record(link, "link_issued", "Nouveau lien émis")
            messages.success(self.request, "Un nouveau lien part à l'adresse en vigueur.")
        return HttpResponseRedirect(self.get_list_url())

    def record(self, link, name, label) -> None:
        for subject in subjects_of(link):
            Event.objects.create(
                kind=EventKind.RECORD,
                name=name,
                label=f"{label} : {link.get_purpose_display()}",
                at=timezone.now(),
                by=self.request.user,
                **subject.as_subject(),
            )

    def get_list_url(self) -> str:
        return f"{self.get_subject_url()}liens/"


class FileLinksView(FileScreen, LinksScreen):
    """Of a dossier; reading it is logged like the dossier itself."""

    header_icon = "link"

    def get_links(self):
        return links_of(self.subject)

    def record_reading(self, links) -> None:
        """FileScreen records it."""


class OfferLinksView(OfferScreen, LinksScreen):
    """Of an offer, and of its contract."""

    header_icon = "link"
    who = FOLLOWERS

    def get_links(self):
        offer = self.subject
        of_contract = Q(contract=offer.contract_id) if offer.contract_id else Q()
        return Link.objects.followed().filter(Q(offer=offer) | of_contract)

    def get_list_url(self):
        return reverse("work:offer_links", args=[self.subject.code])


class RegistryLinksScreen(LinksScreen):
    """Of a row of the registries, whose sheet leads here."""

    model: type[Contract | Company | Buyer]
    name = ""

    def get_subject(self):
        return get_object_or_404(self.model, pk=self.kwargs["subject"])

    def get_subject_url(self):
        sheet = f"wagtailsnippets_offers_{self.model._meta.model_name}:inspect"
        return reverse(sheet, args=[self.subject.pk])

    def get_list_url(self):
        return reverse(f"work:{self.name}", args=[self.subject.pk])

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if self.subject:
            items = [*items, {"url": self.get_subject_url(), "label": str(self.subject)}]
        return [*items, {"url": "", "label": self.page_title}]


class ContractLinksView(RegistryLinksScreen):
    model, name, permission = Contract, "contract_links", "offers.view_contract"

    def get_links(self):
        contract = self.subject
        return Link.objects.followed().filter(Q(contract=contract) | Q(offer__contract=contract))


class CompanyLinksView(RegistryLinksScreen):
    """Of every contact of a company, the links of dossiers included."""

    model, name, permission = Company, "company_links", "offers.view_company"

    def get_links(self):
        return Link.objects.followed().filter(contact__company=self.subject)


class BuyerLinksView(RegistryLinksScreen):
    model, name, permission = Buyer, "buyer_links", "offers.view_buyer"

    def get_links(self):
        return Link.objects.followed().filter(buyer_contact__buyer=self.subject)
