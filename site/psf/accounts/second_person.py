"""Who counts as somebody else, where one person alone may not give or confirm.

A person may hold two accounts. What can be told from the accounts is: the same name, the same
mailbox, or an account that the other one's invitation opened, however many invitations away.
docs/decisions/grants.md
"""

import re
import unicodedata
from datetime import timedelta

from django.utils import timezone

from psf.french.folding import fold


def as_seen(text: str) -> str:
    """`text` without what nobody sees (Unicode's format characters), folded."""
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return fold(visible)


def name_as_seen(person) -> list[str]:
    """The words of a name, whatever stands between them and in whatever order they were typed."""
    return sorted(re.findall(r"\w+", as_seen(f"{person.first_name} {person.last_name}")))


def mailbox(address: str) -> str:
    """Where mails to `address` arrive: `nom+essai@exemple.fr` is `nom@exemple.fr`."""
    local, _, domain = as_seen(address).partition("@")
    return f"{local.partition('+')[0]}@{domain}" if domain else ""


def same_person(one, other) -> bool:
    """True when two accounts, or an invitation and an account, look like one person's."""
    if one == other:
        return True
    names = [name_as_seen(each) for each in (one, other)]
    boxes = [mailbox(each.email) for each in (one, other)]
    return (bool(names[0]) and names[0] == names[1]) or (bool(boxes[0]) and boxes[0] == boxes[1])


def lineage(account) -> list[int]:
    """Keys of `account`, of the account that invited it, of the one that invited that one, etc."""
    from psf.accounts.models import Invitation

    found, current = [], account.pk
    while current is not None and current not in found:
        found.append(current)
        invitations = Invitation.objects.filter(accepted_by=current)
        current = invitations.values_list("invited_by", flat=True).first()
    return found


def opened_by(account, inviter) -> bool:
    """True when an invitation of `inviter` opened `account`, or the account that invited it, etc."""
    return inviter.pk in lineage(account)[1:]


def in_the_same_hands(one, other) -> bool:
    """True when one person may hold both accounts: theirs, or opened from one and the same account."""
    return same_person(one, other) or not set(lineage(one)).isdisjoint(lineage(other))


def is_second_person(by, user) -> bool:
    """True when `by` may answer for what `user` gets: another person, not in the hands of `user`."""
    return not same_person(by, user) and not opened_by(by, user)


def may_open_alone(by, place, starts_on, ends_on) -> bool:
    """True when `by` answers for `place` in those days because they hold it themselves.

    An administrator gives everything by right and holds nothing: an account that they invite may be
    their own under another name, so somebody else confirms.
    """
    return by.covers(place, ends_on, max(starts_on, timezone.localdate()))


# Who changes the address of an account and removes its application signs in to it: two people, then.
CHANGED_ADDRESS, REMOVED_FACTOR = "accounts.change_address", "accounts.remove_second_factor"
APART = timedelta(days=30)


def did_already(by, account, action: str) -> bool:
    """True when `by` did `action` to `account` not long ago: another person does what follows."""
    return any(in_the_same_hands(by, person) for person in _who_did(account, action))


def may_change_address(by, account) -> bool:
    """False when whoever has the new mailbox would enter the account by a new password alone.

    So it is of an account that needs an application and has none, unless somebody else removed it.
    """
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import is_mfa_enabled

    if did_already(by, account, REMOVED_FACTOR):
        return False
    if not account.second_factor_required or is_mfa_enabled(account, [Authenticator.Type.TOTP]):
        return True
    return bool(_who_did(account, REMOVED_FACTOR))


def _who_did(account, action: str) -> list:
    from psf.accounts.models import AccountLogEntry

    entries = AccountLogEntry.objects.for_instance(account)
    recent = entries.filter(action=action, timestamp__gt=timezone.now() - APART)
    return [entry.user for entry in recent.exclude(user=None).select_related("user")]
