"""Offers, slots and companies, asked for in sentences."""

import re

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left
from django.utils import timezone
from rapidfuzz import fuzz, process

from offers.enums import OPEN_STAGES, OfferStage
from psf.french.folding import fold
from psf.quantities.identifiers import compact_digits
from psf.seeking.words import LEAST_DIGITS, Typed
from psf.territories.models import Commune
from psf.workflow.policies.waiting import waited

ENDING_SOON_DAYS = 183
NEAR_NAME = 88
# What says nothing about who the company is.
LEGAL_FORMS = re.compile(r"\b(sas|sasu|sarl|eurl|sa|sci|snc|scop|ei|ets|etablissements?|societe)\b")


def of_siret(model, siret: str) -> Q:
    """Buyers or companies (`model`) that bear this SIRET, or bore it."""
    from offers.models import FormerSiret

    bore = FormerSiret.objects.filter(siret=siret).bearers(model)
    return Q(siret=siret) | Q(pk__in=bore)


def same_organisation(model, siret: str, name: str) -> Q:
    """Those that are this one: of its SIRET, even former; of its name, unless both have a SIRET."""
    same = Q(sort_name=fold(name))
    return of_siret(model, siret) | same & Q(siret="") if siret else same


def of_former_siret(model, typed: Typed) -> list[int]:
    """Keys of the buyers or companies of which what was typed begins a former SIRET.

    Keys and no subquery: beside one, PostgreSQL would leave the index of words.
    """
    from offers.models import FormerSiret

    digits = typed.words[0][0] if len(typed.words) == 1 else ""
    if len(digits) < LEAST_DIGITS or not digits.isdigit():
        return []
    rows = FormerSiret.objects.filter(siret__startswith=digits).bearers(model)
    return [pk for row in rows for pk in row.values()]


def nobody_there(path: str = "") -> Q:
    """Available offers where no hour is reserved or consumed; `path` leads to them (« offer__ »).

    Hours tell it and not placements, which row-level security may hide.
    """
    return Q(
        **{
            f"{path}stage": OfferStage.AVAILABLE,
            f"{path}budget__reserved": 0,
            f"{path}budget__consumed": 0,
        }
    )


class OfferQuerySet(models.QuerySet):
    def available(self):
        return self.filter(stage=OfferStage.AVAILABLE)

    def without_young_person(self):
        """Available, and nobody is or was there."""
        return self.filter(nobody_there())

    def waiting_for_long(self, services, on=None):
        """Those of these services that found nobody for as long as it takes to climb."""
        day = on or timezone.localdate()
        waits = waited("available_since", "climb_department_days", services, day)
        return self.without_young_person().followed_by(services).filter(waits)

    def still_open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def for_gestures(self):
        """With what any gesture reads of an offer: whose, how much. The rest comes when asked."""
        return self.select_related("company", "service", "budget", "contract")

    def for_life(self):
        """With whom and what the page of the offer's life names."""
        return self.for_gestures().select_related(
            "company__commune", "contract__buyer", "contract__contact", "contract__prescriber"
        )

    def with_hours_left(self, at_least=1):
        """Offers with that many hours neither reserved nor consumed."""
        used = F("budget__reserved") + F("budget__consumed")
        return self.filter(budget__total__gte=used + at_least)

    def ending_soon(self, on=None):
        """Offers whose contract ends in less than six months."""
        day = on or timezone.localdate()
        return self.filter(
            contract__firm_end__gte=day,
            contract__firm_end__lt=day + timezone.timedelta(days=ENDING_SOON_DAYS),
        )

    def with_contacts_to_verify(self, on=None):
        """Offers whose company has a contact unverified for six months, or nobody to call."""
        from offers.models import CompanyContact

        contacts = CompanyContact.objects.filter(company=OuterRef("company_id"))
        present = contacts.reachable_for(OuterRef(OuterRef("service_id")))
        return self.filter(Exists(contacts.unverified(on)) | ~Exists(present))

    def without_open_slot(self):
        return self.exclude(Exists(self._slots().filter(active=True)))

    def followed_by(self, service_ids):
        return self.filter(service__in=list(service_ids))

    def hosted_in(self, **place):
        """Offers with a slot in the place, or followed from it while they have none.

        `place` is one lookup from a département: `academy=…`, `academy__region=…`, or `pk=…`.
        """
        ((lookup, value),) = place.items()
        here = self._slots().filter(**{f"commune__department__{lookup}": value})
        followed = Q(**{f"service__department__{lookup}": value}) & ~Exists(self._slots())
        return self.filter(Exists(here) | followed)

    def in_fields(self, fields):
        """Offers with a slot in one of these plain-word fields, at whatever level of the ROME."""
        from offers.models import Field

        domaines = Field.domaines.through.objects.filter(field__in=fields).values("rome_id")
        slots = self._slots().alias(domaine=Left("romes__code", 3)).filter(domaine__in=domaines)
        return self.filter(Exists(slots))

    def matching_text(self, text: str):
        """Offers whose code, company, SIRET, contract, site or commune has `text`, accents aside."""
        words = text.strip()
        needle = fold(words)
        if not needle:
            return self
        places = Commune.objects.search(words).order_by().values("pk")
        slots = self._slots().filter(Q(sort_site__contains=needle) | Q(commune__in=places))
        found = (
            Q(code__istartswith=words)
            | Q(code__in=self.model.codes.read(words))
            | Q(company__sort_name__contains=needle)
            | Q(
                company__in=self.model._meta.get_field("company").related_model.objects.of_words(
                    words
                )
            )
            | Q(contract__reference__icontains=words)
            | Q(contract__sort_name__contains=needle)
            | Exists(slots)
        )
        if len(compact_digits(words)) == 14:
            companies = self.model._meta.get_field("company").related_model
            same = companies.objects.filter(of_siret(companies, compact_digits(words)))
            found |= Q(company__in=same.order_by().values("pk"))
        return self.filter(found)

    def for_listing(self):
        """With what a row of the registry shows, in a constant number of queries."""
        return self.select_related("company", "service", "contract", "budget").prefetch_related(
            "slots__commune"
        )

    def editable_by(self, user, service_ids):
        """Offers that `user` may change: those followed by the services of their perimeter."""
        if not user.has_perm("offers.change_offer"):
            return self.none()
        return self.followed_by(service_ids)

    @staticmethod
    def _slots():
        from offers.models import HostSlot

        return HostSlot.objects.filter(offer=OuterRef("pk"))


class OfWords:
    """For a registry with WORDS."""

    def of_words(self, text: str):
        """Keys of the rows of which each word of `text` begins one; « obrien » finds O'Brien."""
        typed = Typed.read(text)
        if not typed:
            return self.none().order_by().values("pk")
        found = typed.in_vector(self.model.WORDS)
        if former := of_former_siret(self.model, typed):
            found |= Q(pk__in=former)
        rows = self.model.objects.filter(found)
        return rows.order_by().values("pk")


class HostSlotQuerySet(models.QuerySet):
    def of_available_offers(self):
        return self.filter(active=True, offer__stage=OfferStage.AVAILABLE)

    def free(self):
        """Slots of available offers, with nobody reserved or present."""
        return self.of_available_offers().filter(busy=False)

    def for_ranking(self):
        """With what the engine reads, in a constant number of queries."""
        return self.select_related(
            "commune", "offer__budget", "offer__contract", "offer__company"
        ).prefetch_related("romes")


class CompanyQuerySet(OfWords, models.QuerySet):
    def current(self):
        """Companies still themselves: not merged into another."""
        return self.filter(merged_into__isnull=True)

    def matching_text(self, text: str):
        """Companies whose name, SIRET or commune has `text`, accents aside."""
        words = text.strip()
        needle = fold(words)
        if not needle:
            return self
        found = Q(sort_name__contains=needle) | Q(commune__sort_name__startswith=needle)
        if digits := compact_digits(words):
            found |= Q(siret__startswith=digits)
        return self.filter(found | Q(pk__in=self.of_words(words)))

    def with_contacts_to_verify(self, on=None):
        """Companies with a contact that nobody confirmed in the last six months."""
        return self.filter(Exists(self._contacts().unverified(on)))

    def without_contact(self):
        """Companies with nobody left to call."""
        return self.exclude(Exists(self._contacts().filter(left_on__isnull=True)))

    @staticmethod
    def _contacts():
        from offers.models import CompanyContact

        return CompanyContact.objects.filter(company=OuterRef("pk"))

    def near(self, name: str, commune) -> list:
        """Companies of the commune (or of none) with nearly that name, nearest first.

        Everywhere without a commune. Legal forms and accents do not count. At most five.
        """
        wanted = bare_name(name)
        if not wanted:
            return []
        here = Q(commune=commune) | Q(commune__isnull=True) if commune else Q()
        candidates = self.current().filter(here).values_list("pk", "name")
        names = {pk: bare_name(name) for pk, name in candidates}
        found = process.extract(
            wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_NAME, limit=5
        )
        by_pk = self.in_bulk([pk for _name, _score, pk in found])
        return [by_pk[pk] for _name, _score, pk in found]


def bare_name(name: str) -> str:
    """Return a company's name folded, without legal form or punctuation."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(name).replace(".", ""))
    return " ".join(LEGAL_FORMS.sub(" ", words).split())
