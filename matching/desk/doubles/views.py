"""The page: a tab for each registry, two cards side by side, merge or say that they are two."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from matching.desk.doubles.kinds import KINDS, Kind, kinds_for
from matching.models import Youth
from psf.codes import key_of
from psf.perimeter.access import Door, record_list_access
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin, WagtailPaginator

TITLE = "Doubles possibles"
PER_PAGE = 20


class DoublesView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever may merge one of the three (403 to others); POST says that a pair is two rows."""

    request: SignedRequest
    template_name = "matching/doubles/page.html"
    page_title = TITLE
    header_icon = "copy"

    def dispatch(self, request, *args, **kwargs):
        allowed = kinds_for(request.user)
        if not allowed:
            raise PermissionDenied
        slug = kwargs.get("kind")
        if slug is None:
            return HttpResponseRedirect(reverse("work:doubles", args=[allowed[0].slug]))
        if slug not in KINDS:
            raise Http404
        if KINDS[slug] not in allowed:
            raise PermissionDenied
        self.kinds, self.kind = allowed, KINDS[slug]
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        pks = {key_of(request.POST.get(name, "")) for name in ("first", "second")}
        try:
            self.kind.set_apart(pks, by=request.user)
        except self.kind.model.DoesNotExist:
            raise Http404 from None
        messages.success(request, f"{self.kind.two} : cette paire ne sera plus proposée.")
        return HttpResponseRedirect(self.url_of(self.kind))

    def get_context_data(self, **kwargs):
        pairs = self.kind.find(self.request.services)
        paginator = WagtailPaginator(pairs, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        if self.kind.model is Youth:
            shown = {row.pk: row for pair in page for row in (pair.first, pair.second)}
            record_list_access(self.request.user, shown.values(), Door.LIST)
        return super().get_context_data(
            **kwargs,
            two=self.kind.two,
            tabs=[(kind.label, self.url_of(kind), kind is self.kind) for kind in self.kinds],
            page=page,
            total=paginator.count,
            cards=[self.card(pair) for pair in page],
            elided_page_range=paginator.get_elided_page_range(page.number),
        )

    def card(self, pair) -> dict:
        """The two rows beside each other, fact by fact; what differs is marked."""
        kind, rows = self.kind, (pair.first, pair.second)
        facts = zip(kind.facts(pair.first), kind.facts(pair.second), strict=True)
        return {
            "why": pair.why,
            "rows": [
                {"pk": row.pk, "name": kind.name(row), "url": reverse(kind.sheet, args=[row.pk])}
                for row in rows
            ],
            "facts": [
                {"label": label, "values": [here, there], "differs": here != there}
                for (label, here), (_label, there) in facts
                if here or there
            ],
            "merge_url": kind.merge_url(*rows),
            "refusal": kind.refusal(*rows),
        }

    @staticmethod
    def url_of(kind: Kind) -> str:
        return reverse("work:doubles", args=[kind.slug])

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
