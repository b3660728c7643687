"""All kinds at once, each for who may open its pages."""

from django.urls import reverse

from matching.desk.seeking import people
from matching.desk.seeking.results import Group, Result, detail
from offers import seeking as registries
from offers.filings.wording import subject_of
from offers.models import Company
from psf.french.numbers import counted
from psf.seeking.words import Typed
from psf.territories.models import Commune

SEEN_BY = {
    "jeunes": "matching.view_youth",
    "parcours": "matching.view_placement",
    "entreprises": "offers.view_company",
    "acheteurs": "offers.view_buyer",
    "marches": "offers.view_contract",
    "offres": "offers.view_offer",
    "demandes": "offers.view_offer",
}


def may_seek(user) -> bool:
    return any(user.has_perm(permission) for permission in SEEN_BY.values())


class Search:
    """What is found for `user`, who sees `services`, of what was typed. `most` of each kind.

    `groups` are those that hold something; `youths`, the records whose names are shown.
    """

    def __init__(self, text: str, user, services, *, most: int):
        self.text, self.user, self.services, self.most = text.strip(), user, list(services), most
        self.typed = Typed.read(text)
        self.youths: dict = {}
        self.groups: list[Group] = []
        if self.typed:
            self.places = Commune.objects.read_in(self.typed)
            self.groups = [group for group in self._find() if group.results]

    def _sees(self, kind: str) -> bool:
        return self.user.has_perm(SEEN_BY[kind])

    def _find(self):
        """Companies and buyers first: contracts, offers and parcours are found by them too."""
        youths, more_youths, companies, contacts, buyers, buyer_people = [], False, [], [], [], []
        if self._sees("jeunes"):
            youths, more_youths = people.youths(self.typed, self.text, self.places, self.most)
            self.youths = {each.pk: each for each in youths}
        if self._sees("entreprises"):
            companies = self._first(registries.companies(self.typed, self.places))
            contacts = registries.company_contacts(self.typed, self.services, self.most + 1)
        if self._sees("acheteurs"):
            buyers = self._first(registries.buyers(self.typed, self.places))
            buyer_people = registries.buyer_contacts(self.typed, self.services, self.most + 1)
        company_keys = [each.pk for each in companies[: self.most]]
        contracts = offers = ()
        if self._sees("marches"):
            buyer_keys = [each.pk for each in buyers[: self.most]]
            contracts = self._first(registries.contracts(self.typed, buyer_keys, company_keys))
        if self._sees("offres"):
            contract_keys = [each.pk for each in contracts[: self.most]]
            found = registries.offers(
                self.typed, self.text, self.places, company_keys, contract_keys
            )
            offers = self._first(found)
        yield Group("jeunes", "Jeunes", tuple(map(_youth, youths)), more_youths)
        if self._sees("parcours"):
            files, more_files = people.placements(
                self.text,
                [each.pk for each in youths],
                [each.pk for each in offers[: self.most]],
                self.most,
            )
            self.youths |= {each.youth_id: each.youth for each in files}
            yield Group("parcours", "Parcours", tuple(map(_placement, files)), more_files)
        yield self._group("contacts", "Contacts", [*contacts, *buyer_people], _contact)
        yield self._group("entreprises", "Entreprises", companies, _company)
        yield self._group("offres", "Offres", offers, _offer)
        yield self._group("marches", "Marchés", contracts, _contract)
        yield self._group("acheteurs", "Acheteurs", buyers, _buyer)
        if self._sees("demandes"):
            filings = self._first(registries.filings(self.typed, self.text))
            yield self._group("demandes", "Demandes en ligne", filings, _filing)

    def _first(self, rows) -> list:
        return list(rows[: self.most + 1])

    def _group(self, name, label, rows, result) -> Group:
        return Group.of(name, label, map(result, rows), self.most)

    @property
    def said(self) -> str:
        """How much was found, in a sentence."""
        if not self.typed:
            return "Tapez un nom, un numéro ou un code : deux lettres au moins, huit mots au plus."
        count = sum(len(group.results) for group in self.groups)
        if not count:
            return "Rien de tel dans ce que vous pouvez voir."
        found = counted(count, "résultat")
        if any(group.more for group in self.groups):
            return f"{found} parmi d'autres : précisez, ou Entrée pour en voir plus."
        return found


def _sheet(row) -> str:
    return reverse(
        f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}:inspect", args=[row.pk]
    )


def _youth(youth) -> Result:
    guardian = youth.guardian_found
    by = guardian and f"{guardian.get_link_display()} : {guardian.first_name} {guardian.last_name}"
    said = detail(
        youth.code, f"{youth.age} ans", youth.commune.name, youth.get_situation_display(), by
    )
    return Result(f"{youth.first_name} {youth.last_name}", said, _sheet(youth))


def _placement(placement) -> Result:
    said = detail(placement.code, placement.get_stage_display(), placement.tutor)
    title = f"{placement.youth.full_name} chez {placement.host_slot.hosting_company}"
    return Result(title, said, reverse("work:file", args=[placement.code]))


def _company(company) -> Result:
    return Result(company.name, detail(company.commune, company.siret), _sheet(company))


def _buyer(buyer) -> Result:
    return Result(buyer.name, detail(buyer.get_kind_display(), buyer.commune), _sheet(buyer))


def _contact(contact) -> Result:
    """The page of their company or buyer says how to reach them, as the reader's services hold."""
    employer = contact.employer
    gone = "ancien contact" if contact.left_on else ""
    commune = employer.commune if isinstance(employer, Company) else ""
    said = detail(employer, commune, contact.get_role_display(), contact.function, gone)
    return Result(contact.name, said, f"{_sheet(employer)}#contacts")


def _contract(contract) -> Result:
    said = detail(contract.title, contract.buyer, contract.company)
    return Result(contract.reference, said, _sheet(contract))


def _offer(offer) -> Result:
    left = f"reste {offer.budget.left} h sur {offer.budget.total} h"
    said = detail(offer.code, offer.get_stage_display(), offer.places, left)
    return Result(str(offer.company), said, reverse("offers:life", args=[offer.code]))


def _filing(filing) -> Result:
    said = detail(filing.code, subject_of(filing), filing.state)
    return Result(
        f"{filing.organisation}, {filing.name}", said, reverse("filings:page", args=[filing.code])
    )
