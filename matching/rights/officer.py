"""The data protection officer, as notices and copies must name them (RGPD, articles 13.1.b, 33.3.b)."""

from psf.accounts.models import User
from psf.accounts.roles import Role


def dpo() -> str:
    """« Sophie Boussole, dpo@exemple.fr »; "" when no account has this role."""
    person = User.objects.active().with_role(Role.DPO).order_by("pk").first()
    return ", ".join(filter(None, (str(person), person.email))) if person else ""
