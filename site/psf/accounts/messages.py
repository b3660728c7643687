"""Mails about accounts: a code and a link, nothing else."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone


def send_invitation(invitation, token):
    """Send the address that opens the account, then note when it left."""
    link = reverse("invitation_open", args=[token])
    body = render_to_string(
        "account/email/invitation.txt",
        {
            "invitation": invitation,
            "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{link}",
        },
    )
    send_mail("[PSF] Votre invitation", body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])


def send_second_factor_removed(user):
    send_mail(
        "[PSF] Votre application de codes est retirée",
        render_to_string("account/email/second_factor_removed.txt", {"user": user}),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )


def send_address_changed(user, former):
    """To the address left: whoever did not ask for it says so."""
    send_mail(
        "[PSF] L’adresse de votre compte a changé",
        render_to_string("account/email/address_changed.txt", {"user": user}),
        settings.DEFAULT_FROM_EMAIL,
        [former],
    )
