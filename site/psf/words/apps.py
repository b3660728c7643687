from django.apps import AppConfig


class WordsConfig(AppConfig):
    name = "psf.words"
    label = "words"
    verbose_name = "Listes de mots"

    def ready(self) -> None:
        from psf.words.lists import LISTS

        # Each app declares its own in its `word_lists.py`, or in one of its rooms.
        LISTS.discover()
