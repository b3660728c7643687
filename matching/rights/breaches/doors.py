"""The personal links by which a file was seen, or may still be: its own, and those that also show it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from matching.models import Youth
from offers.models import BuyerContact, CompanyContact
from psf.french.moments import numeric_moment
from psf.links.enums import LinkPurpose
from psf.links.models import Link

# Why « retirer tous » leaves a link that shows more than this file.
BELONGS = {
    LinkPurpose.BUYER: "il ouvre tout un marché, pas ce seul dossier",
    LinkPurpose.CLAUSE: "il ouvre toute une offre, pas ce seul dossier",
}
ELSEWHERE = "il n'est pas propre à ce dossier"


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link, and whether the file alone hangs on it: « retirer tous » closes these only."""

    link: Link
    is_own: bool
    is_open: bool

    @property
    def whose(self) -> str:
        """Whom it was made for, without a name."""
        holder = self.link.holder
        match holder:
            case CompanyContact():
                return f"un contact de l'entreprise {holder.company}"
            case BuyerContact():
                return f"un contact de l'acheteur {holder.buyer}"
            case Youth():
                return "le jeune"
        return "un représentant légal" if self.link.guardian_id else "un signataire"

    @property
    def state(self) -> str:
        """« retiré le … », or still open and why."""
        if self.is_open:
            if self.is_own:
                return f"toujours ouvert : personne ne l'a retiré, il vaut jusqu'au {self._until}"
            return f"toujours ouvert : {BELONGS.get(LinkPurpose(self.link.purpose), ELSEWHERE)}"
        if self.link.revoked_at:
            return f"retiré le {numeric_moment(self.link.revoked_at)}"
        return f"ne s'ouvre plus depuis le {self._until}"

    @property
    def _until(self) -> str:
        return numeric_moment(self.link.expires_at)


def links_of(youths: list[Youth], named: set[int], now: datetime) -> list[ListedLink]:
    """Those of these files, and those among `named`, keys found in messages and logs; the open first."""
    rows = Link.objects.filter(Q(youth__in=youths) | Q(pk__in=named)).select_related(
        "youth", "guardian", "contact__company", "buyer_contact__buyer", "filing"
    )
    of_the_file = {youth.pk for youth in youths}
    alive = set(rows.alive(now).values_list("pk", flat=True))
    found = [ListedLink(row, row.youth_id in of_the_file, row.pk in alive) for row in rows]
    return sorted(found, key=lambda each: (not each.is_open, each.link.pk))
