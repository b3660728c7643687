"""Forgetting again what a restored database still has."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from matching.models import Youth
from matching.retention.anonymising import YOUTH, forget_again
from matching.retention.counting import Family
from matching.retention.manifests import MANIFEST, bring_back, note_forgotten
from matching.youths.handover import family_of
from psf.ledger import Erasure
from psf.ledger.replay import REPLAYERS, Replayer
from psf.perimeter.scope import all_services

logger = logging.getLogger("psf.retention")


def forget_youths(erasures: Sequence[Erasure]) -> int:
    """Forget the records of these codes that the database has; return how many.

    A record made after the erasure is somebody else's: no code is given twice, unless the sequence of
    an older backup did before it was moved on. It is left alone, and said.
    """
    said = {each.key: each for each in erasures}
    forgotten = 0
    with all_services("forget again what the ledger says"):
        stale = []
        for youth in Youth.objects.filter(code__in=said).order_by("pk"):
            if youth.created_at <= said[youth.code].at:
                stale.append(youth)
            else:
                logger.error("%s was forgotten, and given again to somebody else", youth.code)
        for at, families in _families(stale, said).items():
            forget_again(families, at)
            forgotten += sum(len(family.ids) for family in families)
        for each in erasures:
            if each.manifest:
                note_forgotten(each.manifest, [each.key], each.at)
    Youth.codes.never_again(said)
    return forgotten


def _families(youths: list[Youth], said: dict[str, Erasure]) -> dict[datetime, list[Family]]:
    """Each once, by the moment at which it was forgotten."""
    families: dict[datetime, list[Family]] = defaultdict(list)
    done: set[int] = set()
    for youth in youths:
        root = youth
        while root.merged_into is not None:
            root = root.merged_into
        if root.pk not in done:
            family = family_of(root)
            done.update(family)
            erasure = said[youth.code]
            families[erasure.at].append(Family(tuple(family), erasure.rule))
    return families


def bring_manifests_back(erasures: Sequence[Erasure]) -> int:
    """The bordereaux made since the backup, with their lines: those carried out come after them."""
    with all_services("bring back the bordereaux of the ledger"):
        bring_back(erasures)
    return 0  # Nothing was erased.


REPLAYERS.add(Replayer(YOUTH, forget_youths), Replayer(MANIFEST, bring_manifests_back))
