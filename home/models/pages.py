"""The home page, and the pages that the law asks for, linked from every footer."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from home.contents import while_unchanged
from home.enums import PublicRole
from home.fields import BodyField
from home.frame import current
from home.models.base import FIGURES_HELP, PublicPage, texts_of

SHORT_TEXT = ["bold", "link", "ul"]
LONG_TEXT = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


def short_text(label, help_text):
    return RichTextField(label, features=SHORT_TEXT, blank=True, help_text=help_text)


class HomePage(PublicPage):
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
    body = BodyField(
        verbose_name="suite de la page",
        blank=True,
        help_text="Chiffres clés, témoignage, appel à l'action : quatre blocs au plus.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("clause"),
        MultiFieldPanel(
            [FieldPanel("buyers"), FieldPanel("companies"), FieldPanel("youths")],
            heading="À chacun sa part",
        ),
        FieldPanel("body"),
        FIGURES_HELP,
    ]
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("lead", "clause", "buyers", "companies", "youths")),
    ]

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "resources.RolePage",
        "resources.GuideIndexPage",
        "resources.FaqPage",
        "resources.GlossaryPage",
        "resources.KitPage",
        "resources.TestimonialsPage",
        "resources.EngagedPage",
        "resources.OffersPage",
        "home.NewsIndexPage",
        "home.ContactPage",
        "home.SearchPage",
        "home.SiteMapPage",
        "home.LegalPage",
    ]
    max_count = 1

    class Meta:
        verbose_name = "page d'accueil"
        verbose_name_plural = "pages d'accueil"

    def route(self, request, path_components):
        """Find a published page by its address at once, instead of level by level."""
        if not path_components:
            return super().route(request, path_components)
        frame = current()
        for end in range(len(path_components), 0, -1):
            entry = frame.by_url.get("/" + "/".join(path_components[:end]) + "/")
            if entry is not None:
                page = entry.model.objects.get(pk=entry.pk)
                return page.route(request, path_components[end:])
        # Unpublished, or for members of a group: Wagtail's way says which.
        return super().route(request, path_components)

    @property
    def roles(self):
        """[(page of a role, its summary)]."""
        said = self._said_of_roles()
        return [(entry, said[entry.pk][1]) for entry in current().of_kind("rolepage")]

    @property
    def for_buyers(self) -> str:
        """The address of the buyers' page, "" when it is not published."""
        said = self._said_of_roles()
        entries = current().of_kind("rolepage")
        return next((e.url for e in entries if said[e.pk][0] == PublicRole.BUYER), "")

    def _said_of_roles(self) -> dict[int, tuple[str, str]]:
        """{pk of a role's page: (role, summary)}, in one query while nothing changes."""
        entry = current().first("rolepage")
        if entry is None:
            return {}
        rows = entry.model.objects.values_list("pk", "role", "summary")
        return while_unchanged(
            "summaries of roles", lambda: {pk: (role, summary) for pk, role, summary in rows}
        )

    def words(self):
        return [self.lead, self.clause, self.buyers, self.companies, self.youths]


class LegalPage(PublicPage):
    """Mentions légales, données personnelles, accessibilité: one plain text, in the footer."""

    summary = models.TextField("résumé", max_length=300, blank=True)
    body = RichTextField("texte", features=LONG_TEXT, blank=True)
    blocks = BodyField(verbose_name="suite du texte", blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("blocks"),
        FIGURES_HELP,
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    template = "home/legal_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = "page légale"
        verbose_name_plural = "pages légales"

    def words(self):
        return [self.summary, self.body, *texts_of(self.blocks)]
