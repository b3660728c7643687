"""Who reads the lists, and who changes them: the national team for all, an académie's for theirs."""

from psf.accounts.levels import NATIONAL, Level, levels_of
from psf.accounts.models import User
from psf.perimeter.requests import SignedRequest
from psf.territories.models import Academy
from psf.words.models import Word

# Who reads and adapts the steps of a territory reads and adapts its words.
VIEW, ADD = "words.view_word", "words.add_word"


def may_change(user: User, level: Level) -> bool:
    return any(each.slug == level.slug for each in levels_of(user, ADD))


def levels_read(request: SignedRequest) -> list[Level]:
    """National, then the académies of the reader, and for a national one each that has its own words."""
    own = Academy.objects.filter(departments__services__in=request.services)
    changed = [level.academy_id for level in levels_of(request.user, ADD)]
    own = own | Academy.objects.filter(pk__in=[pk for pk in changed if pk])
    if None in changed:
        own = own | Academy.objects.filter(
            pk__in=Word.objects.exclude(academy=None).values("academy")
        )
    academies = own.distinct().order_by("name", "pk")
    return [
        Level(NATIONAL, "Toute la France"),
        *(Level(each.code, f"Académie de {each.name}", each) for each in academies),
    ]
