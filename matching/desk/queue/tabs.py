"""Whose work is on screen: the five tabs of the queue."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from offers.enums import ActionTab
from psf.accounts.roles import Role
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.workflow.actors import actors_of
from psf.workflow.enums import WITHOUT_ACCOUNT, Actor
from psf.workflow.kinds import verbs_where
from psf.workflow.models import Action


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


def settled_with(tab: ActionTab) -> Q:
    """What is settled with these people, whoever must do it."""
    return Q(verb__in=verbs_where(lambda kind: kind.tab == tab))


@dataclass(frozen=True, slots=True)
class Tab:
    """`rule(user)` says which open actions the tab keeps."""

    slug: str
    label: str
    rule: Callable[..., Q]
    explanation: str


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
            ActionTab.COMPANIES.value,
            ActionTab.COMPANIES.label,
            lambda user: Q(actor=Actor.COMPANY) | settled_with(ActionTab.COMPANIES),
            "Les appels et les relances, et ce que les entreprises doivent.",
        ),
        Tab(
            ActionTab.BUYERS.value,
            ActionTab.BUYERS.label,
            lambda user: Q(actor=Actor.BUYER) | settled_with(ActionTab.BUYERS),
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
