"""The search of every page: what is typed travels in the body of a POST, never in an address."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView

from matching.desk.seeking.results import FEW, MANY
from matching.desk.seeking.search import Search, may_seek
from psf.perimeter.access import Door, record_list_access
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

FIELD = "quoi"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SeekView(WagtailAdminTemplateMixin, TemplateView):
    """GET asks what to look for. POST shows it: as one types, the list alone; else a page.

    Names of young people that are shown are consultations, and logged as those of their list.
    """

    request: SignedRequest
    template_name = "matching/seeking/page.html"
    list_template = "matching/seeking/list.html"
    page_title = "Recherche"
    header_icon = "search"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        if not may_seek(request.user):
            raise PermissionDenied
        if request.GET:
            return HttpResponseRedirect(reverse("work:seek"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(search=None))

    @sensitive_variables()
    def post(self, request, *args, **kwargs):
        typing = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        search = Search(
            request.POST.get(FIELD, ""),
            request.user,
            request.services,
            most=FEW if typing else MANY,
        )
        record_list_access(request.user, search.youths.values(), Door.SEARCH)
        if typing:
            return TemplateResponse(request, self.list_template, {"search": search})
        return self.render_to_response(self.get_context_data(search=search))
