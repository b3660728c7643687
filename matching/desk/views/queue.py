"""«Suivi des parcours»: open actions by tab, oldest first, and taking them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from matching.desk.after_call import may_enter
from matching.desk.queue.listing import DUE_TODAY, Listing, counts, in_sight_of, tabs_of
from matching.desk.queue.rows import of_keys, rows_of
from matching.desk.queue.tabs import may_see_queue
from matching.desk.queue.views import QueueViews
from psf.codes import key_of
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import (
    WagtailAdminTemplateMixin,
    WagtailPaginator,
    get_valid_next_url_from_request,
)
from psf.workflow import assignment
from psf.workflow.actors import actors_of
from psf.workflow.enums import COORDINATING, WITHOUT_ACCOUNT
from psf.workflow.errors import Refused
from psf.workflow.kinds import label_of
from psf.workflow.models import Action

PER_PAGE = 25


class QueueScreen(QueueViews, WagtailAdminTemplateMixin):
    """What the queue's pages share: who may, the services in sight, the tab, the filters and the view.

    `listing` is what the address asks for; no address ever holds a name.
    """

    header_icon = "tasks"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_queue(request.user):
            raise PermissionDenied
        self.services = in_sight_of(request)
        self.listing = self.by_view(Listing.asked(request.user, self.services, request.GET))
        self.tab, self.filters = self.listing.tab, self.listing.filters
        return super().dispatch(request, *args, **kwargs)

    def actions(self):
        """Open actions of the tab, filtered."""
        return self.listing.actions()

    def address(self, name="queue", **more) -> str:
        return self.listing.address(name, **more)

    def get_breadcrumbs_items(self):
        queue = {"url": reverse("work:queue"), "label": "Suivi des parcours"}
        return [*super().get_breadcrumbs_items(), queue]


class QueueView(QueueScreen, TemplateView):
    template_name = "matching/queue/queue.html"
    page_title = "Suivi des parcours"

    def get(self, request, *args, **kwargs):
        return self.opening() or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        tabs = [self.by_view(each) for each in tabs_of(self.request.user, self.services)]
        paginator = WagtailPaginator(
            self.actions().oldest_first().values_list("pk", flat=True), PER_PAGE
        )
        page = paginator.get_page(self.request.GET.get("p"))
        rows = rows_of(of_keys(list(page.object_list)), self.request.user)
        return super().get_context_data(
            **kwargs,
            tabs=[
                (each.tab, number, each.address(), each.tab == self.tab)
                for each, number in zip(tabs, counts(tabs), strict=True)
            ],
            tab=self.tab,
            number=paginator.count,
            to_chain=self._to_chain(),
            rows=rows,
            can_take=any(row.card.can_take for row in rows),
            can_give=COORDINATING & actors_of(self.request.user),
            can_remind=any(row.can_be_reminded for row in rows),
            give_url=self.address("give"),
            remind_url=self.address("remind"),
            filters=self.filters,
            quick=self.filters.quick(self.tab),
            groups=self.filters.groups(self.tab),
            unfiltered=self.by_view(
                Listing.asked(self.request.user, self.services, {"onglet": self.tab.slug})
            ).address(),
            **self.context_of_view(),
            several_services=bool(self.filters.services),
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            chain_url=self.address("chain"),
            may_enter=may_enter(self.request.user),
            here=self.request.get_full_path(),
        )

    def _to_chain(self) -> int:
        """How many actions « Enchaîner » will go through from here: those of today, and late."""
        return self.listing.narrowed(DUE_TODAY).count()


class AssignmentsView(QueueScreen, View):
    """Take or give back actions of the queue, one by its own button or several by their boxes.

    POST only: `prendre` or `rendre` names one action; `actions` the boxes ticked.
    """

    request: SignedRequest
    http_method_names = ["post"]

    def post(self, request):
        if "rendre" in request.POST:
            self._give_back(request.POST["rendre"])
        elif "prendre" in request.POST:
            self._take([request.POST["prendre"]])
        else:
            self._take(request.POST.getlist("actions")[:PER_PAGE])
        back = get_valid_next_url_from_request(request) or reverse("work:queue")
        return HttpResponseRedirect(back)

    def _in_sight(self, keys):
        keys = [key for key in map(key_of, keys) if key]
        services = Action.objects.in_services(self.services)
        return services.filter(pk__in=keys).order_by("pk")

    def _take(self, keys) -> None:
        actions = self._in_sight(keys).exclude(actor__in=WITHOUT_ACCOUNT)
        taken, refusals = [], []
        for action in actions:
            try:
                assignment.take(action, by=self.request.user)
                taken.append(label_of(action.verb))
            except Refused as refusal:
                refusals.append(f"« {label_of(action.verb)} » : {refusal.sentence}")
        if len(taken) == 1:
            messages.success(self.request, f"« {taken[0]} » est à vous.")
        elif taken:
            messages.success(self.request, f"{len(taken)} actions sont à vous.")
        for sentence in refusals:
            messages.warning(self.request, sentence)
        if not taken and not refusals:
            messages.warning(self.request, "Cochez d'abord les actions à prendre.")

    def _give_back(self, key) -> None:
        for action in self._in_sight([key]):
            try:
                assignment.release(action, by=self.request.user)
                messages.success(
                    self.request, f"« {label_of(action.verb)} » est rendue à l'équipe."
                )
            except Refused as refusal:
                messages.warning(self.request, refusal.sentence)
