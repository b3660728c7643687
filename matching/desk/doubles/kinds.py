"""What may stand twice: whose permission, how it is found, how a row is told, where it is merged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from matching.models import Youth
from matching.youths import doubles as of_youths
from matching.youths.merge import other_service
from offers import doubles as of_offers
from offers.models import Buyer, Company
from psf.doubles import Pairs
from psf.french.days import numeric

# Of a row: how it is named, where its page is, (label, what is known) in the order of a card.
Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kind:
    slug: str
    model: type
    label: str
    # « Ce sont deux jeunes »
    two: str
    permission: str
    # From the services in sight.
    find: Callable[[Iterable[int]], Pairs]
    # Raises the model's DoesNotExist.
    set_apart: Callable[..., None]
    name: Callable[[Any], str]
    facts: Callable[[Any], Facts]
    sheet: str
    merge_url: Callable[[Any, Any], str]
    # Why two rows that are one are not merged here, or nothing.
    refusal: Callable[[Any, Any], str]


def _youth_facts(youth: Youth) -> Facts:
    return [
        ("Né le", numeric(youth.birth_date)),
        ("Commune", str(youth.commune)),
        ("Téléphone", youth.phone),
        ("INE", youth.masked_ine),
        ("Situation", youth.get_situation_display()),
        ("Tuteur", str(youth.tutor or "")),
        ("Service", str(youth.service)),
        ("Inscrit le", numeric(timezone.localdate(youth.created_at))),
    ]


def _company_facts(company: Company) -> Facts:
    return [
        ("SIRET", company.siret),
        ("Commune", str(company.commune or "")),
        ("Adresse", company.address),
        ("Activité", company.activity),
    ]


def _buyer_facts(buyer: Buyer) -> Facts:
    return [
        ("Nature", buyer.get_kind_display()),
        ("SIRET", buyer.siret),
        ("Commune", str(buyer.commune or "")),
        ("Convention jusqu’au", numeric(buyer.convention_until)),
    ]


def _merge_youths(kept: Youth, absorbed: Youth) -> str:
    return reverse("wagtailsnippets_matching_youth:merge_preview", args=[kept.pk, absorbed.pk])


def _merge_by(name: str) -> Callable[[Any, Any], str]:
    def url(kept: Any, absorbed: Any) -> str:
        return f"{reverse(name)}?{urlencode({'kept': kept.pk, 'absorbed': absorbed.pk})}"

    return url


def _never(_first: Any, _second: Any) -> str:
    return ""


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            slug="jeunes",
            model=Youth,
            label="Jeunes",
            two="Ce sont deux jeunes",
            permission="matching.merge_youth",
            find=lambda _services: of_youths.youth_doubles(),
            set_apart=of_youths.set_apart,
            name=lambda youth: f"{youth.full_name} ({youth.code})",
            facts=_youth_facts,
            sheet="wagtailsnippets_matching_youth:inspect",
            merge_url=_merge_youths,
            refusal=other_service,
        ),
        Kind(
            slug="entreprises",
            model=Company,
            label="Entreprises",
            two="Ce sont deux entreprises",
            permission="offers.merge_company",
            find=of_offers.company_doubles,
            set_apart=partial(of_offers.set_apart, Company),
            name=str,
            facts=_company_facts,
            sheet="wagtailsnippets_offers_company:inspect",
            merge_url=_merge_by("offers_merge_companies"),
            refusal=_never,
        ),
        Kind(
            slug="acheteurs",
            model=Buyer,
            label="Acheteurs",
            two="Ce sont deux acheteurs",
            permission="offers.merge_buyer",
            find=of_offers.buyer_doubles,
            set_apart=partial(of_offers.set_apart, Buyer),
            name=str,
            facts=_buyer_facts,
            sheet="wagtailsnippets_offers_buyer:inspect",
            merge_url=_merge_by("offers_merge_buyers"),
            refusal=_never,
        ),
    )
}


def kinds_for(user: Any) -> list[Kind]:
    """Those whose rows this user may merge."""
    return [kind for kind in KINDS.values() if user.has_perm(kind.permission)]
