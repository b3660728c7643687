"""Who may adapt the steps: the national team for all, an académie's coordinator for theirs."""

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.requests import SignedRequest
from psf.territories.models import Academy
from psf.workflow.models import StagePolicy

VIEW, ADD = "workflow.view_stagepolicy", "workflow.add_stagepolicy"
# To read what the clock did.
FOLLOW = "workflow.follow_clock"


def may_adapt(user: User, academy: Academy | None) -> bool:
    """Whether `user` may add a version for this académie, or a national one for None."""
    if not user.has_perm(ADD):
        return False
    if academy is None:
        return user.is_administrator or Role.NATIONAL in user.roles
    return Role.ACADEMIC in user.roles and user.covers(academy)


def academies_of(request: SignedRequest) -> list[Academy]:
    """Académies whose steps concern the reader: theirs, and for a national reader each adapted one."""
    own = Academy.objects.filter(departments__services__in=request.services)
    if may_adapt(request.user, None):
        adapted = StagePolicy.objects.exclude(academy=None).values("academy")
        own = own | Academy.objects.filter(pk__in=adapted)
    return list(own.distinct())
