"""Ways to carry a message: which class does it under the settings in force."""

from django.conf import settings
from django.utils.module_loading import import_string

from psf.messaging.enums import Channel as Way

PACKAGE = "psf.messaging.channels"
MAILBOX = f"{PACKAGE}.mailbox.MailboxChannel"
RECORDED = f"{PACKAGE}.recorded.RecordedChannel"
# PSF_DELIVERY → class by way; the provider of SMS is named by MESSAGES_SMS_CHANNEL.
DELIVERIES: dict[str, dict[str, str]] = {
    "smtp": {Way.EMAIL: f"{PACKAGE}.smtp.SmtpChannel"},
    "mailbox": {Way.EMAIL: MAILBOX, Way.SMS: MAILBOX},
    "memory": {Way.EMAIL: RECORDED, Way.SMS: RECORDED},
}


def channel_path(way: str) -> str:
    """Dotted path of the class that carries `way` ("email", "sms"); empty when nothing does.

    In a training space it is the mailbox of the admin, whatever else is set.
    """
    if settings.PSF_TRAINING:
        return MAILBOX
    paths = DELIVERIES[settings.PSF_DELIVERY]
    return paths.get(way, settings.MESSAGES_SMS_CHANNEL if way == Way.SMS else "")


def sms_available() -> bool:
    return bool(channel_path(Way.SMS))


def open_channel(way: str):
    """A channel for one sweep, or None when nothing carries `way`."""
    path = channel_path(way)
    return import_string(path)() if path else None


def nothing_leaves() -> bool:
    """True where messages stay in the admin's mailbox, with their links: never in production."""
    stays = settings.PSF_DELIVERY == "mailbox" and not settings.MESSAGES_MUST_LEAVE
    return bool(settings.PSF_TRAINING or stays)
