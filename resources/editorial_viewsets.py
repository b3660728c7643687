"""The menu « Contenus »: what pages show, edited apart."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from psf.editing import EditedByOne
from resources.models import (
    EngagedOrganisation,
    Figure,
    FriseStep,
    GlossaryTerm,
    KitDocument,
    LegalNote,
    Question,
    Synonym,
    Testimonial,
)


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = "Questions"
    list_display = ["question", "step", "order", "live"]
    list_filter = ["step", "live"]
    search_fields = ["question", "answer"]
    list_per_page = 50


class TestimonialViewSet(SnippetViewSet):
    model = Testimonial
    icon = "openquote"
    menu_label = "Témoignages"
    list_display = ["name", "function", "consent_on", "ends_on", "live"]
    list_filter = ["live"]
    search_fields = ["name", "function", "words"]


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "bars"
    menu_label = "Glossaire"
    list_display = ["term", "definition", "live"]
    search_fields = ["term", "definition"]


class FriseStepViewSet(EditedByOne, SnippetViewSet):
    model = FriseStep
    icon = "order"
    menu_label = "Étapes des frises"
    copy_view_enabled = False
    list_display = ["title", "role", "code", "order", "shown"]
    list_filter = ["role"]
    search_fields = ["title"]
    list_per_page = 60


class KitDocumentViewSet(EditedByOne, SnippetViewSet):
    model = KitDocument
    icon = "download"
    menu_label = "Kit de documents"
    list_display = ["title", "step", "format", "version_on", "shown"]
    list_filter = ["step", "format"]
    search_fields = ["title", "summary"]


class FigureViewSet(EditedByOne, SnippetViewSet):
    model = Figure
    icon = "decimal"
    menu_label = "Chiffres"
    copy_view_enabled = False
    list_display = ["code", "label", "value", "unit", "valid_from", "review_on"]
    search_fields = ["code", "label"]


class LegalNoteViewSet(EditedByOne, SnippetViewSet):
    """What the papers of the rédacteur de clause quote of the law."""

    model = LegalNote
    icon = "clipboard-list"
    menu_label = "Points de droit"
    copy_view_enabled = False
    list_display = ["code", "words", "valid_from", "source", "checked_on"]
    list_filter = ["code"]
    search_fields = ["words", "text", "source"]
    list_per_page = 50


class EngagedViewSet(EditedByOne, SnippetViewSet):
    model = EngagedOrganisation
    icon = "group"
    menu_label = "Engagés"
    list_display = ["name", "kind", "place", "agreed_on", "shown"]
    list_filter = ["kind", "shown"]
    search_fields = ["name", "place"]


class SynonymViewSet(EditedByOne, SnippetViewSet):
    model = Synonym
    icon = "search"
    menu_label = "Synonymes"
    copy_view_enabled = False
    list_display = ["word", "means", "active"]
    search_fields = ["word", "means"]
    list_per_page = 100


class ContentsGroup(SnippetViewSetGroup):
    menu_label = "Contenus"
    menu_icon = "folder-open-inverse"
    menu_name = "contenus"
    menu_order = 310
    items = (
        QuestionViewSet,
        TestimonialViewSet,
        GlossaryViewSet,
        FriseStepViewSet,
        KitDocumentViewSet,
        FigureViewSet,
        LegalNoteViewSet,
        EngagedViewSet,
        SynonymViewSet,
    )
