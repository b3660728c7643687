"""All the exchanges of a young person, and noting one; the panels of other pages post here."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages

from matching.models import Youth
from matching.youths.exchanges.forms import ExchangeForm
from matching.youths.exchanges.noting import WHO, next_point, note_exchange
from matching.youths.exchanges.panel import exchanges_for, noting
from psf.french.days import weekday_date
from psf.perimeter.access import Door, record_access
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import (
    WagtailAdminTemplateMixin,
    WagtailPaginator,
    get_valid_next_url_from_request,
)
from psf.workflow import kept
from psf.workflow.actors import capacity
from psf.workflow.views import EXPIRED

PER_PAGE = 25


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ExchangesView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever follows young people (403 to others); out of the perimeter nobody exists (404)."""

    request: SignedRequest
    template_name = "matching/exchanges/page.html"
    page_title = "Échanges"
    header_icon = "comment"

    def dispatch(self, request, *args, **kwargs):
        if capacity(request.user, WHO) is None or not request.user.has_perm("matching.view_youth"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def youth(self) -> Youth:
        youths = Youth.objects.select_related("service", "tutor")
        return get_object_or_404(youths, code=self.kwargs["code"])

    def get(self, request, *args, **kwargs):
        record_access(request, self.youth, Door.FORM)
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        return self.show(ExchangeForm(typed, youth=self.youth))

    def post(self, request, *args, **kwargs):
        form = ExchangeForm(request.POST, youth=self.youth)
        if form.is_valid():
            try:
                event = note_exchange(self.youth, by=request.user, **form.values())
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, self._said(event))
                return HttpResponseRedirect(
                    get_valid_next_url_from_request(request) or request.path
                )
        return self.show(form)

    def _said(self, event) -> str:
        point = next_point(self.youth)
        following = f" Prochain point : {weekday_date(point.due)}." if point else ""
        return f"Noté : {event.label}.{following}"

    def show(self, form: ExchangeForm):
        user, request = self.request.user, self.request
        paginator = WagtailPaginator(exchanges_for(self.youth, user), PER_PAGE)
        page = paginator.get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                youth=self.youth,
                page=page,
                exchanges=list(page.object_list),
                total=paginator.count,
                elided_page_range=paginator.get_elided_page_range(page.number),
                **noting(
                    self.youth,
                    user,
                    next_url=get_valid_next_url_from_request(request),
                    form=form,
                ),
            )
        )

    def get_page_subtitle(self):
        return self.youth.code

    def get_breadcrumbs_items(self):
        record = reverse("wagtailsnippets_matching_youth:inspect", args=[self.youth.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailsnippets_matching_youth:list"), "label": "Jeunes"},
            {"url": record, "label": self.youth.code},
            {"url": "", "label": self.page_title},
        ]
