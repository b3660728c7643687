"""The home page, and the pages that the law asks for, linked from every footer."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

SHORT_TEXT = ["bold", "link", "ul"]
LONG_TEXT = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


def short_text(label, help_text):
    return RichTextField(label, features=SHORT_TEXT, blank=True, help_text=help_text)


class HomePage(Page):
    """What the clause is, in one screen, and the part of each person in it."""

    lead = models.TextField(
        "en une phrase",
        max_length=300,
        help_text="Sous le titre : ce que la clause permet, en 300 caractères au plus.",
    )
    clause = short_text("la clause", "Deux ou trois phrases sur son fonctionnement.")
    buyers = short_text("vous êtes acheteur", "Ce que l'acheteur fait, et ce qu'il reçoit.")
    companies = short_text("vous êtes une entreprise", "Ce que l'entreprise fait, et avec qui.")
    youths = short_text("vous êtes un jeune, une famille", "À qui en parler, sans condition.")

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("clause"),
        MultiFieldPanel(
            [FieldPanel("buyers"), FieldPanel("companies"), FieldPanel("youths")],
            heading="À chacun sa part",
        ),
    ]
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("lead", "clause", "buyers", "companies", "youths")),
    ]

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.LegalPage"]
    max_count = 1

    class Meta:
        verbose_name = "page d'accueil"
        verbose_name_plural = "pages d'accueil"


class LegalPage(Page):
    """Mentions légales, données personnelles, accessibilité: one plain text, in the footer."""

    body = RichTextField("texte", features=LONG_TEXT)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    template = "home/legal_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = "page légale"
        verbose_name_plural = "pages légales"
