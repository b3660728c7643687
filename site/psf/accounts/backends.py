"""Who may be authenticated at all, asked at sign-in and again at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


def refused_demonstration(user):
    """True for a demonstration account where the settings do not allow them (production)."""
    return user.is_demonstration and not settings.DEMONSTRATION_ACCOUNTS_ALLOWED


class AccountBackend(AuthenticationBackend):
    def user_can_authenticate(self, user):
        """Also guards `get_user`, so closing an account ends its open sessions at once."""
        return super().user_can_authenticate(user) and not refused_demonstration(user)
