"""Links between pages inside rich texts, answered by the frame: no query of their own."""

from django.utils.html import escape

from home.frame import current
from psf.wagtail_seams.pages import PageLinkHandler


class FramedPageLinkHandler(PageLinkHandler):
    """A link to a page that is no longer published keeps its words and leads nowhere."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        frame = current()
        urls = [frame.url_of(int(attrs["id"])) if attrs.get("id") else "" for attrs in attrs_list]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]
