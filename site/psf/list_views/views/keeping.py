"""What the bar above a list does: try columns, an order, a density; keep them under a name."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.generic import View

from psf.list_views import sharing
from psf.list_views.conditions import Unreadable
from psf.list_views.forms import NameForm
from psf.list_views.models import Look, SavedView
from psf.list_views.views.base import OfList

TAKEN = "Vous avez déjà une vue de ce nom sur cette liste : choisissez-en un autre."
TOO_DEEP = "Ces conditions et ces filtres ne tiennent pas en une seule vue : réglez-la en entier."


def keep(view: SavedView) -> bool:
    """Whether it could be kept: another of its name may be there already."""
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        if "list_view_name_once" not in str(error):
            raise
        return False
    return True


class TryView(OfList, View):
    """Another look for the list on screen, kept aside for this person until it has a name."""

    http_method_names = ["post"]

    def post(self, request, kind):
        look = self.reader.look(self.start)
        draft = self.try_out(look)
        return self.to_list(draft, self.filters(QueryDict(request.POST.get("filtres", ""))))


class SaveView(OfList, View):
    """The list as it stands, filters included, under a new name or in the place of the view it changes."""

    http_method_names = ["post"]

    def post(self, request, kind):
        filters = QueryDict(request.POST.get("filtres", ""))
        try:
            conditions = self.start.conditions.narrowed(self.index.fields.of_query(filters))
        except Unreadable:
            messages.warning(request, TOO_DEEP)
            return self.to_list(self.saved_view, self.filters(filters))
        look = self.start.but(conditions=conditions)
        if request.POST.get("geste") == "changer":
            return self._change(look)
        form = NameForm(request.POST, instance=SavedView(owner=request.user, kind=kind))
        if not form.is_valid():
            for sentences in form.errors.values():
                messages.error(request, " ".join(sentences))
            return self.to_list(self.saved_view, self.filters(filters))
        view = form.instance
        view.look = look
        view.full_clean(exclude=["owner"])
        if not keep(view):
            messages.error(request, TAKEN)
            return self.to_list(self.saved_view, self.filters(filters))
        if "ouvrir" in request.POST:
            sharing.open_by(kind, view, sharing.openings_of(request, view)[0])
        return self._kept(view)

    def _change(self, look: Look) -> HttpResponseRedirect:
        view = self.base
        if view is None or not sharing.may_change(self.request, view):
            raise Http404("no view of one's own to change")
        view.look = look
        view.save()
        return self._kept(view)

    def _kept(self, view: SavedView) -> HttpResponseRedirect:
        self.forget_draft()
        messages.success(self.request, f"La vue « {view.name} » est enregistrée.")
        return self.to_list(view)


class OfView(View):
    """A view with a name that this person may see."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        view = sharing.of_key(request, kwargs["key"])
        if view is None or view.is_draft:
            raise Http404("no such view in sight")
        self.saved_view = view
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("list_views:mine"))


class DeleteView(OfView):
    def post(self, request, key):
        if not sharing.may_change(request, self.saved_view):
            raise Http404("somebody else's view")
        self.saved_view.delete()
        messages.success(request, f"La vue « {self.saved_view.name} » est supprimée.")
        return self.back()


class OpenByView(OfView):
    """The list opens by this view for the person, or plainly again."""

    def post(self, request, key):
        view = self.saved_view
        mine = sharing.openings_of(request, view)[0]
        if "non" in request.POST:
            sharing.open_plainly(view.kind, mine)
            messages.success(request, "La liste s’ouvre de nouveau sans cette vue.")
        else:
            sharing.open_by(view.kind, view, mine)
            messages.success(request, f"La liste s’ouvre désormais par « {view.name} ».")
        return self.back()
