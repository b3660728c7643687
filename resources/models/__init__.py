"""What the public half keeps: pages, the rows that they show, and what the search reads."""

from .engaged import EngagedOrganisation
from .figures import Figure
from .frise import FriseStep
from .glossary import GlossaryTerm
from .guides import GuideIndexPage, GuidePage
from .kit import KitDocument
from .law import LegalNote
from .lists import EngagedPage, FaqPage, GlossaryPage, KitPage, TestimonialsPage
from .offers_page import OffersPage
from .outside import OutsideLink
from .questions import Question
from .roles import RolePage
from .search import LoadedContent, MissedSearch, SearchEntry, Synonym
from .tasks import TaskExample
from .testimonials import Testimonial

__all__ = [
    "EngagedOrganisation",
    "EngagedPage",
    "FaqPage",
    "Figure",
    "FriseStep",
    "GlossaryPage",
    "GlossaryTerm",
    "GuideIndexPage",
    "GuidePage",
    "KitDocument",
    "KitPage",
    "LegalNote",
    "LoadedContent",
    "MissedSearch",
    "OffersPage",
    "OutsideLink",
    "Question",
    "RolePage",
    "SearchEntry",
    "Synonym",
    "TaskExample",
    "Testimonial",
    "TestimonialsPage",
]
