"""For which places somebody may replace a Word template."""

from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import Academy


def is_national(user) -> bool:
    return Role.ADMINISTRATOR in user.roles


def academies_of(user):
    """The académies of a coordonnateur académique, from her perimeter; all for an administrator."""
    if is_national(user):
        return Academy.objects.all()
    if Role.ACADEMIC not in user.roles:
        return Academy.objects.none()
    services = PerimeterGrant.objects.services_of(user)
    return Academy.objects.filter(departments__services__in=services).distinct()
