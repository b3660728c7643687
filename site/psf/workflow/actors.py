"""In which capacities a user acts."""

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.french.phrases import listed
from psf.workflow.enums import COORDINATING, WITHOUT_ACCOUNT, Actor

ACTORS_OF_ROLE = {
    Role.TUTOR: {Actor.TUTOR},
    Role.BASIN: {Actor.COORDINATOR},
    Role.DEPARTMENTAL: {Actor.COORDINATOR, Actor.DEPARTMENT},
    Role.ACADEMIC: {Actor.COORDINATOR, Actor.DEPARTMENT},
    Role.REGIONAL: {Actor.COORDINATOR, Actor.REGION},
    Role.NATIONAL: {Actor.NATIONAL},
}
# Who may record what a company, a buyer or a guardian said by phone or on paper.
RECORDERS = frozenset({Actor.TUTOR, Actor.COORDINATOR})


def actors_of(user: User | None) -> frozenset[Actor]:
    """Return the capacities of `user`; the clock acts when there is no user."""
    if user is None:
        return frozenset({Actor.CLOCK})
    return frozenset().union(*(ACTORS_OF_ROLE.get(role, set()) for role in user.roles))


def capacity(
    user: User | None, who: frozenset[Actor], *, prefer: str = ""
) -> tuple[Actor, str] | None:
    """Return (capacity, on whose behalf) in which `user` may do what `who` may do, or None.

    A tutor or coordinator who is not in `who` speaks for somebody without an account: the move is
    then marked « au nom de ». `prefer` names on whose behalf when several are possible.
    """
    own = actors_of(user)
    if prefer not in who:
        direct = [actor for actor in Actor if actor in own & who]
        if direct:
            return direct[0], ""
    spoken_for = [actor for actor in Actor if actor in who & WITHOUT_ACCOUNT]
    recorder = [actor for actor in Actor if actor in own & RECORDERS]
    if spoken_for and recorder:
        return recorder[0], prefer if prefer in spoken_for else spoken_for[0]
    direct = [actor for actor in Actor if actor in own & who]
    return (direct[0], "") if direct else None


def in_words(who: frozenset[Actor]) -> str:
    """« tuteur pédagogique, référent ou coordonnateur »: who may do a thing, for a refusal."""
    names = [actor.label for actor in Actor if actor in who]
    if set(who) >= COORDINATING:
        names = [name for name in names if name not in {a.label for a in COORDINATING}] + [
            Actor.COORDINATOR.label
        ]
    return listed(names, "ou")
