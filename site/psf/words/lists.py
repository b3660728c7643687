"""Which lists of words exist: each app declares its own, over the codes of one of its enums."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import TextChoices

from psf.registry import Registry


@dataclass(frozen=True, slots=True)
class WordList:
    """One list. `categories` are the national codes, which rules and statistics read.

    `asked` says in French where it is asked; `used_in` names the columns that keep a word of it:
    (model, column). `keeps_each`: each category is a gesture of its own, so that one word of it stays.
    """

    name: str
    title: str
    categories: type[TextChoices]
    asked: str
    used_in: tuple[tuple[str, str], ...] = (("workflow.Event", "word"),)
    keeps_each: bool = False

    def times_used(self) -> dict[int, int]:
        """How many rows in sight keep each word, by its key in the database."""
        from django.db.models import Count

        found: dict[int, int] = {}
        for label, column in self.used_in:
            rows = apps.get_model(label)._base_manager.filter(**{f"{column}__list_name": self.name})
            for word, number in rows.values_list(column).annotate(Count("pk")).order_by(column):
                found[word] = found.get(word, 0) + number
        return found


LISTS: Registry[str, WordList] = Registry(
    "lists of words", key=lambda each: each.name, module="word_lists"
)


def list_over(categories: type[TextChoices]) -> WordList | None:
    """The list whose categories these are; None where the words are those of the code."""
    return next((each for each in LISTS if each.categories is categories), None)
