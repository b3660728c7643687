"""Whose work is on screen: the five tabs of the queue."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from matching.verbs import ABOUT_BUYER, ABOUT_COMPANY
from offers.verbs import OfferVerb
from psf.accounts.roles import Role
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.workflow.actors import actors_of
from psf.workflow.enums import WITHOUT_ACCOUNT, Actor
from psf.workflow.models import Action

CALLS_ABOUT_OFFERS = frozenset({OfferVerb.VERIFY_OFFER, OfferVerb.VERIFY_CONTACTS})


def may_see_queue(user) -> bool:
    """People who follow files, and the national team for what climbs up to it."""
    return user.has_perm("workflow.view_action") or Role.NATIONAL in user.roles


def services_of(request) -> list[int]:
    """Ids of the services whose actions are on screen: the perimeter, and the national team's own."""
    services = list(request.services)
    if Role.NATIONAL in request.user.roles:
        national = Service.objects.filter(kind=ServiceKind.NATIONAL)
        services += national.values_list("pk", flat=True)
    return services


def actions_of(services):
    """Open actions of these services; the database hides other services' young people again."""
    return Action.objects.open().in_services(services)


def given_to(user) -> Q:
    """What `user` has taken, and what nobody has and one of their capacities must do.

    A tutor finds there the files of their own and those without a tutor. Whoever replaces somebody
    absent today finds that person's too.
    """
    own, people = actors_of(user), user.stands_in_for
    of_role = Q(actor__in=own - {Actor.TUTOR})
    if Actor.TUTOR in own:
        unfollowed = Q(youth__tutor__isnull=True) | Q(youth__tutor__in=people)
        their_files = Q(placement__tutor__in=people) | (Q(placement__isnull=True) & unfollowed)
        of_role |= Q(actor=Actor.TUTOR) & their_files
    return Q(person__in=people) | (Q(person__isnull=True) & of_role)


@dataclass(frozen=True, slots=True)
class Tab:
    """`rule(user)` says which open actions the tab keeps."""

    slug: str
    label: str
    rule: Callable[..., Q]
    explanation: str

    def narrow(self, actions, user):
        return actions.filter(self.rule(user))


TABS = {
    tab.slug: tab
    for tab in (
        Tab("a-moi", "À moi", given_to, "Ce que vous avez pris, et ce que vous pouvez prendre."),
        Tab(
            "mon-equipe",
            "Mon équipe",
            lambda user: ~Q(actor__in=WITHOUT_ACCOUNT),
            "Tout ce que vos services ont à faire.",
        ),
        Tab(
            "entreprises",
            "Entreprises",
            lambda user: Q(actor=Actor.COMPANY) | Q(verb__in=ABOUT_COMPANY | CALLS_ABOUT_OFFERS),
            "Les appels et les relances, et ce que les entreprises doivent.",
        ),
        Tab(
            "acheteurs",
            "Acheteurs",
            lambda user: Q(actor=Actor.BUYER) | Q(verb__in=ABOUT_BUYER),
            "Ce qui se règle avec les acheteurs.",
        ),
        Tab(
            "tout",
            "Tout",
            lambda user: Q(),
            "Tout ce qui est ouvert, et ce que vous attendez des autres.",
        ),
    )
}
FIRST_TAB = "a-moi"


def tab_of(params) -> Tab:
    """The tab that an address names; the first one otherwise."""
    return TABS.get(params.get("onglet"), TABS[FIRST_TAB])


def counts(actions, user) -> dict[str, int]:
    """Number of actions in each tab, by slug, in one query."""
    rules = {slug: tab.rule(user) for slug, tab in TABS.items()}
    found = actions.order_by().aggregate(
        **{
            slug.replace("-", "_"): Count("pk", filter=rule) if rule else Count("pk")
            for slug, rule in rules.items()
        }
    )
    return {slug: found[slug.replace("-", "_")] for slug in rules}
