"""The article before the buyer's name: deduced, corrected by who writes."""

from django import forms

from psf.french.names import Article
from resources.tools.forms.fields import OneOf

NO_ARTICLE = "aucun"


class ArticleField(OneOf):
    """`cleaned_data` holds an Article, or None where the name decides."""

    CHOICES = (
        ("", "Celui que le nom demande"),
        *((article.value, article.value) for article in Article if article),
        (NO_ARTICLE, "Aucun"),
    )

    def __init__(self, **kwargs):
        super().__init__(
            label="Article devant le nom de l'acheteur",
            help_text="Dans les phrases : « la Ville de Valfleury », « du Centre hospitalier ».",
            choices=self.CHOICES,
            required=False,
            widget=forms.Select,
            **kwargs,
        )

    def clean(self, value):
        chosen = super().clean(value)
        if chosen == NO_ARTICLE:
            return Article.NONE
        return Article(chosen) if chosen else None
