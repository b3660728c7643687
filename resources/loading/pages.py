"""The tree of pages, from the content files."""

import json

from home import first_content
from home.models import (
    ContactPage,
    HomePage,
    LegalPage,
    NewsIndexPage,
    SearchPage,
    SiteMapPage,
)
from psf.french.phrases import shortened
from resources.loading.markdown import ContentError
from resources.loading.rows import roles_of
from resources.models import (
    EngagedPage,
    FaqPage,
    GlossaryPage,
    GuideIndexPage,
    GuidePage,
    KitPage,
    OffersPage,
    RolePage,
    TestimonialsPage,
)

# (model, slug, title, summary, in the menu)
LISTS = (
    (GuideIndexPage, "guides", "Guides", "Un sujet par guide, deux minutes de lecture.", False),
    (KitPage, "kit", "Kit de documents", "Chaque document, à l’étape où il sert.", False),
    (
        OffersPage,
        "offres",
        "Offres de parcours",
        "Les entreprises qui attendent un jeune, sans le nom de personne.",
        False,
    ),
    (FaqPage, "questions", "Questions fréquentes", "Des réponses courtes, étape par étape.", False),
    (GlossaryPage, "glossaire", "Glossaire", "Les mots de la clause, en deux phrases.", False),
    (
        TestimonialsPage,
        "temoignages",
        "Témoignages",
        "Acheteurs, entreprises, tuteurs et jeunes racontent.",
        False,
    ),
    (
        EngagedPage,
        "engages",
        "Acheteurs et entreprises engagés",
        "Celles et ceux qui font vivre la clause.",
        False,
    ),
    (NewsIndexPage, "actualites", "Actualités", "Ce qui change.", True),
    (ContactPage, "contact", "Contact", "Saisir la MLDS, trouver le service près de vous.", True),
    (SearchPage, "recherche", "Recherche", "", False),
    (SiteMapPage, "plan-du-site", "Plan du site", "", False),
)


def publish(page) -> None:
    page.save_revision(log_action=False).publish(log_action=False)


def set_values(page, values) -> None:
    for name, value in values.items():
        field = page._meta.get_field(name)
        setattr(page, name, field.to_python(json.dumps(value)) if _is_stream(field) else value)


def _is_stream(field) -> bool:
    return hasattr(field, "stream_block")


def put_page(keeper, key, model, parent, values, source=None):
    """Keep one page below `parent`; `values` hold title, slug and the model's own fields."""

    def write(page):
        if page is None:
            page = model(**{"show_in_menus": values.get("show_in_menus", False)})
            set_values(page, values)
            parent.add_child(instance=page)
        else:
            set_values(page, values)
        publish(page)
        return page

    return keeper.keep(
        key,
        values if source is None else source,
        [name for name in values if name != "slug"],
        find=lambda: model.objects.filter(slug=values["slug"]).child_of(parent).first(),
        write=write,
    )


def load_lists(keeper, home) -> None:
    for model, slug, title, summary, in_menu in LISTS:
        values = {"title": title, "slug": slug, "show_in_menus": in_menu}
        if any(field.name == "summary" for field in model._meta.fields):
            values["summary"] = summary
        put_page(keeper, f"page:{slug}", model, home, values)


def body_of(table, streams) -> list[dict]:
    """The raw body; an error names the guide."""
    try:
        return streams.body(table.get("body", []))
    except ContentError as error:
        raise ContentError(f"guide {table['slug']}: {error}") from error


def load_guides(keeper, tables, streams) -> None:
    """Two rounds: guides link to each other, so all exist before their texts are written."""
    parent = GuideIndexPage.objects.first()
    if parent is None:
        return
    for table in tables:
        slug = table["slug"]
        if f"guide:{slug}" not in keeper.known and not GuidePage.objects.filter(slug=slug).exists():
            parent.add_child(
                instance=GuidePage(
                    title=table["title"], slug=slug, live=False, order=table.get("order", 100)
                )
            )
            keeper.fresh.add(f"guide:{slug}")
            parent.refresh_from_db()
    for table in tables:
        slug = table["slug"]
        values = {
            "title": table["title"],
            "slug": slug,
            "summary": table.get("summary", ""),
            "roles": roles_of(table),
            "step": table.get("step", ""),
            "order": table.get("order", 100),
            "body": body_of(table, streams),
            "sources": streams.sources(table.get("sources", [])),
        }

        def write(page, values=values):
            set_values(page, values)
            publish(page)
            return page

        keeper.keep(
            f"guide:{slug}",
            table,
            [name for name in values if name != "slug"],
            find=lambda slug=slug: GuidePage.objects.filter(slug=slug).first(),
            write=write,
        )


def load_role(keeper, home, table, streams) -> None:
    values = {
        "title": table["title"],
        "slug": table["slug"],
        "role": table["role"],
        "summary": table.get("summary", ""),
        "body": streams.body(table.get("body", [])),
    }
    source = {k: v for k, v in table.items() if k != "steps"}
    put_page(keeper, f"role:{table['role']}", RolePage, home, values, source)


def load_legal(keeper, home, table, streams) -> None:
    values = {
        "title": table["title"],
        "slug": table["slug"],
        "summary": table.get("summary", ""),
        "blocks": streams.body(table.get("body", [])),
    }
    put_page(keeper, f"page:{table['slug']}", LegalPage, home, values, table)


def load_home(keeper, home, table, streams) -> None:
    """The home page that the first migration made becomes ours, unless an editor changed it."""
    values = {
        "title": table["title"],
        "lead": shortened(table["summary"], 300),
        "body": streams.body(table.get("body", [])),
    }
    untouched = home.title == first_content.TITLE and all(
        getattr(home, name) == text for name, text in first_content.TEXTS.items()
    )
    if "page:accueil" not in keeper.known and untouched:
        keeper.fresh.add("page:accueil")

    def write(page):
        set_values(page, values)
        publish(page)
        return page

    keeper.keep(
        "page:accueil",
        table,
        [*values],
        find=lambda: HomePage.objects.get(pk=home.pk),
        write=write,
    )
