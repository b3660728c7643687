"""Who counts as somebody else, where one person alone may not give or confirm.

A person may hold two accounts. What can be told from the accounts is: the same name, the same
mailbox, or an account that the other one's invitation opened, however many invitations away.
docs/decisions/grants.md
"""

from datetime import timedelta

from django.utils import timezone

from psf.french.folding import fold


def mailbox(address: str) -> str:
    """Where mails to `address` arrive: `nom+essai@exemple.fr` is `nom@exemple.fr`."""
    local, _, domain = address.lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}" if domain else ""


def same_person(one, other) -> bool:
    """True when two accounts, or an invitation and an account, look like one person's."""
    if one == other:
        return True
    names = [fold(f"{each.last_name} {each.first_name}").strip() for each in (one, other)]
    boxes = [mailbox(each.email) for each in (one, other)]
    return (bool(names[0]) and names[0] == names[1]) or (bool(boxes[0]) and boxes[0] == boxes[1])


def opened_by(account, inviter) -> bool:
    """True when an invitation of `inviter` opened `account`, or the account that invited it, etc."""
    from psf.accounts.models import Invitation

    seen, current = set(), account.pk
    while current is not None and current not in seen:
        seen.add(current)
        invitations = Invitation.objects.filter(accepted_by=current)
        current = invitations.values_list("invited_by", flat=True).first()
        if current == inviter.pk:
            return True
    return False


def is_second_person(by, user) -> bool:
    """True when `by` may answer for what `user` gets: another person, not in the hands of `user`."""
    return not same_person(by, user) and not opened_by(by, user)


# Who changes the address of an account and removes its application signs in to it: two people, then.
CHANGED_ADDRESS, REMOVED_FACTOR = "accounts.change_address", "accounts.remove_second_factor"
APART = timedelta(days=30)


def did_already(by, account, action: str) -> bool:
    """True when `by` did `action` to `account` not long ago: another person does what follows."""
    from psf.accounts.models import AccountLogEntry

    entries = AccountLogEntry.objects.for_instance(account)
    return entries.filter(action=action, user=by, timestamp__gt=timezone.now() - APART).exists()
