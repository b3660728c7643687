from .news import NewsIndexPage, NewsPage
from .pages import HomePage, LegalPage
from .useful import ContactPage, SearchPage, SiteMapPage

__all__ = [
    "ContactPage",
    "HomePage",
    "LegalPage",
    "NewsIndexPage",
    "NewsPage",
    "SearchPage",
    "SiteMapPage",
]
