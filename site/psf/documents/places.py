"""For which documents and places somebody may replace a Word template."""

from psf.accounts.roles import Role
from psf.documents.kinds import DocumentKind, kinds
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import Academy


def is_national(user, kind: DocumentKind) -> bool:
    """Whether `user` replaces this document for the whole country."""
    roles = {Role.ADMINISTRATOR, Role.PUBLISHER} if kind.editorial else {Role.ADMINISTRATOR}
    return not roles.isdisjoint(user.roles)


def academies_of(user, kind: DocumentKind):
    """The académies of a coordonnateur académique, from her perimeter; all for an administrator.

    None for an editorial document, which is the same everywhere.
    """
    if kind.editorial:
        return Academy.objects.none()
    if is_national(user, kind):
        return Academy.objects.all()
    if Role.ACADEMIC not in user.roles:
        return Academy.objects.none()
    services = PerimeterGrant.objects.services_of(user)
    return Academy.objects.filter(departments__services__in=services).distinct()


def kinds_of(user) -> list[DocumentKind]:
    """The documents whose template `user` may replace somewhere."""
    return [
        kind
        for kind in kinds()
        if is_national(user, kind) or (Role.ACADEMIC in user.roles and not kind.editorial)
    ]
