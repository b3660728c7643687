"""People of the demonstration: without second factor, one password, refused in production."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import Academy, Service

PASSWORD = "Parcours-Solidaire-2026"


@dataclass(frozen=True)
class Account:
    """`academy` is a code, `service` a name; neither: no perimeter, sees no young person."""

    username: str
    role: Role
    first_name: str
    last_name: str
    function: str
    academy: str = ""
    service: str = ""
    # Printed at each start.
    shown: bool = True


ACCOUNTS = (
    Account("coordination.creteil", Role.ACADEMIC, "Claude", "Belvédère",
            "Coordination MLDS de Créteil", academy="24"),
    Account("tutrice.saint-denis", Role.TUTOR, "Nadia", "Carillon",
            "Tutrice pédagogique à Saint-Denis", service="MLDS du bassin de Saint-Denis"),
    Account("coordination.normandie", Role.ACADEMIC, "Dominique", "Goélette",
            "Coordination MLDS de Normandie", academy="70"),
    Account("coordination.nice", Role.ACADEMIC, "Andrea", "Mirabelle",
            "Coordination MLDS de Nice", academy="23"),
    Account("nationale", Role.NATIONAL, "Lucie", "Horizon", "Équipe nationale"),
    Account("redaction", Role.WRITER, "Paul", "Papyrus", "Rédaction"),
    Account("relecture", Role.REVIEWER, "Irène", "Clavecin", "Relecture"),
    Account("publication", Role.PUBLISHER, "Marc", "Lanterne", "Publication"),
    Account("dpo", Role.DPO, "Sophie", "Boussole", "Protection des données", academy="24"),
    Account("delegue", Role.DELEGATE, "Pascal", "Balancier",
            "Délégué du responsable de traitement"),
    Account("admin", Role.ADMINISTRATOR, "Alix", "Escabeau", "Administration"),
    # Colleagues, so that the queues of the other académies have several hands.
    Account("tuteur.rouen", Role.TUTOR, "Karim", "Tamaris", "Tuteur pédagogique à Rouen",
            service="MLDS du bassin de Rouen", shown=False),
    Account("tutrice.nice", Role.TUTOR, "Elsa", "Verveine", "Tutrice pédagogique à Nice",
            service="MLDS du bassin de Nice", shown=False),
)  # fmt: skip
REASON = "Démonstration"


def load_accounts() -> dict[str, User]:
    """Create or refresh the accounts and their perimeters; return them by name."""
    # Hashing is slow on purpose: once for all of them.
    users, password = {}, make_password(PASSWORD)
    for account in ACCOUNTS:
        fields = {
            "first_name": account.first_name,
            "last_name": account.last_name,
            "function": account.function,
            "email": f"{account.username}@demonstration.invalid",
            "phone": f"01 99 00 90 {len(users) + 10}",
            "is_demonstration": True,
        }
        user, _ = User.objects.update_or_create(
            username=account.username,
            defaults=fields,
            create_defaults=fields | {"password": password},
        )
        user.set_roles([account.role])
        place = place_of(account)
        if place and not PerimeterGrant.objects.in_force().filter(user=user, **place).exists():
            PerimeterGrant.objects.create(user=user, **place, reason=REASON)
        users[account.username] = user
    return users


def place_of(account: Account) -> dict:
    if account.academy:
        return {"academy": Academy.objects.get(code=account.academy)}
    if account.service:
        return {"service": Service.objects.get(name=account.service)}
    return {}
