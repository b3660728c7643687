"""Everything under /compte/: only the doors that are needed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from .views import devices, idle, invitation, passwords, second_factor

# `login_required`: allauth would write what a stranger sends there in a session, to run it later.
urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("confirmation/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/", invitation.AcceptView.as_view(), name="invitation_accept"),
    path("invitation/<str:token>/", invitation.open_invitation, name="invitation_open"),
    path("", second_factor.index, name="mfa_index"),
    path("appareils/oublier/", devices.forget_devices, name="accounts_forget_devices"),
    path("verrou/", idle.LockView.as_view(), name="accounts_lock"),
    path("presence/", idle.PresenceView.as_view(), name="accounts_presence"),
    path("second-facteur/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-facteur/verification/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "second-facteur/activation/",
        login_required(second_factor.activate),
        name="mfa_activate_totp",
    ),
    path("second-facteur/desactivation/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/secours/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-facteur/secours/nouveaux/",
        login_required(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-facteur/secours/fichier/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
# Codes, names and addresses: nothing of this stays in a browser that several people use.
for pattern in urlpatterns:
    pattern.callback = never_cache(pattern.callback)
