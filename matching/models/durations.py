"""How long each sort of row is kept, within which bounds, and how that is said."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

# In the order in which people read them: each a column of Durations, and what it may be at most.
# A duration is « no longer than necessary » (RGPD, article 5.1.e): beyond, it is a slip of the keyboard.
# The age: the public is 16 to 25, so nobody followed is forgotten before 26; accidents and complaints
# have the law's longest delays (ten years, code civil, article 2226; six, code de procédure pénale, 8).
BOUNDS = {
    "closed_months": (1, 36),
    "archive_months": (1, 60),
    "never_contacted_months": (1, 36),
    "hard_stop_age": (26, 30),
    "document_months": (1, 12),
    "access_log_months": (1, 36),
    "accident_months": (1, 120),
    "account_months": (1, 60),
    "contact_months": (1, 60),
    "message_months": (1, 36),
    "link_months": (1, 36),
    "import_months": (1, 60),
    "rights_months": (1, 72),
    "editorial_months": (1, 60),
    "search_months": (1, 36),
    "filing_months": (1, 60),
    "task_days": (1, 90),
}
DURATIONS = tuple(BOUNDS)
# From so many times the default, or so few, whoever advises and decides is told.
FAR = 2


def duration(name, label, default, in_words="En mois", **options):
    """A column within its bounds; `more` ends its help."""
    low, high = BOUNDS[name]
    more = options.pop("more", "")
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
        help_text=f"{in_words}, de {low} à {high}.{more}",
        **options,
    )


def within_bounds() -> Q:
    condition = Q()
    for name, (low, high) in BOUNDS.items():
        condition &= Q(**{f"{name}__gte": low, f"{name}__lte": high})
    return condition


def in_words(name: str, number: int) -> str:
    """« 12 mois » of a column of BOUNDS."""
    units = {"months": "mois", "days": "jours", "age": "ans"}
    return f"{number} {units[name.rpartition('_')[2]]}"


class Durations(models.Model):
    """The durations of one version, each a column."""

    closed_months = duration("closed_months", "dossier clos", 12)
    archive_months = duration("archive_months", "archive restreinte", 12)
    never_contacted_months = duration(
        "never_contacted_months", "jamais contacté, après la campagne", 12
    )
    document_months = duration("document_months", "CV et lettre, après le parcours", 1)
    access_log_months = duration("access_log_months", "journal des consultations", 12)
    accident_months = duration(
        "accident_months",
        "dossier gardé après un accident",
        24,
        db_default=24,
        more=" À vérifier par un juriste : prescription des droits de la victime.",
    )
    hard_stop_age = duration(
        "hard_stop_age", "âge d'anonymisation", 26, "En années", more=" Aucune donnée au-delà."
    )
    # Of other people than the young ones: defaults of this code, which no text fixes.
    account_months = duration(
        "account_months", "compte, après le départ ou la fin", 24, db_default=24
    )
    contact_months = duration("contact_months", "contact, après son départ", 24, db_default=24)
    message_months = duration("message_months", "message hors d'un dossier", 12, db_default=12)
    link_months = duration("link_months", "lien personnel, après sa fin", 12, db_default=12)
    import_months = duration("import_months", "trace d'un import, sans nom", 36, db_default=36)
    rights_months = duration(
        "rights_months",
        "demande de droits ou violation, après sa clôture",
        60,
        db_default=60,
        more=" À vérifier par un juriste : délai de plainte.",
    )
    editorial_months = duration(
        "editorial_months", "ancienne version d'une page, témoignage", 24, db_default=24
    )
    search_months = duration("search_months", "recherche sans résultat", 12, db_default=12)
    filing_months = duration(
        "filing_months", "demande en ligne, après son traitement", 24, db_default=24
    )
    task_days = duration("task_days", "tâche de fond", 30, "En jours", db_default=30)

    class Meta:
        abstract = True

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(what, « 12 mois ») of each duration."""
        return [(self._label(name), in_words(name, getattr(self, name))) for name in DURATIONS]

    @property
    def far_from_defaults(self) -> list[tuple[str, str, str]]:
        """(what, « 60 mois », « 12 mois ») of each duration far above or below its default."""
        found = []
        for name in DURATIONS:
            value, usual = getattr(self, name), self._field(name).default
            # Twice an age is nobody's age.
            far = (
                value != usual
                if name == "hard_stop_age"
                else not usual <= value * FAR <= usual * FAR**2
            )
            if far:
                found.append((self._label(name), in_words(name, value), in_words(name, usual)))
        return found

    @property
    def is_within_bounds(self) -> bool:
        """False of versions of before bounds were written: they stay, and are decided no more."""
        return all(low <= getattr(self, name) <= high for name, (low, high) in BOUNDS.items())

    @classmethod
    def _field(cls, name: str) -> models.Field:
        field = cls._meta.get_field(name)
        assert isinstance(field, models.Field)
        return field

    def _label(self, name: str) -> str:
        return capfirst(str(self._field(name).verbose_name))
