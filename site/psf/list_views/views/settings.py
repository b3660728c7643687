"""A view on one page: its columns in order, its order, its conditions, with whom it is shared."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import TemplateView

from psf.list_views import sharing
from psf.list_views.bar import columns_of, order_of
from psf.list_views.conditions import (
    MOST_CONDITIONS,
    MOST_GROUPS,
    Condition,
    Group,
    Unreadable,
)
from psf.list_views.fields import Field
from psf.list_views.forms import ALL, ANY, EVERY, ConditionForm, NameForm
from psf.list_views.models import DefaultView, Density, Look, SavedView
from psf.list_views.views.base import OfList
from psf.list_views.views.keeping import TAKEN, TOO_DEEP, keep
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

SEE, CHANGE, NEW = "voir", "changer", "nouvelle"


@dataclass(frozen=True)
class ShownCondition:
    prefix: str
    field: Field
    form: ConditionForm


@dataclass(frozen=True)
class ShownGroup:
    prefix: str
    number: int
    every: str
    conditions: list[ShownCondition]
    is_full: bool


def groups_of(look: Look, fields: Any) -> list[ShownGroup]:
    """Groups of the view, and an empty one at the end while there is room."""
    groups = list(look.conditions.groups)
    if len(groups) < MOST_GROUPS:
        groups.append(Group())
    return [_shown(number, group, fields) for number, group in enumerate(groups)]


def _shown(number: int, group: Group, fields: Any) -> ShownGroup:
    prefix = f"g{number}"
    known = [
        (field, condition)
        for condition in group.conditions
        if (field := fields.get(condition.field))
    ]
    shown = [
        _condition(f"{prefix}c{place}", field, condition)
        for place, (field, condition) in enumerate(known)
    ]
    return ShownGroup(
        prefix, number + 1, ALL if group.every else ANY, shown, len(shown) >= MOST_CONDITIONS
    )


def _condition(prefix: str, field: Field, condition: Condition) -> ShownCondition:
    return ShownCondition(prefix, field, ConditionForm(field, condition, prefix=prefix))


class SettingsView(OfList, WagtailAdminTemplateMixin, TemplateView):
    """At /admin/vues/<list>/; `vue` in the address names the view to start from, filters narrow it."""

    template_name = "list_views/settings.html"
    header_icon = "sliders"
    page_title = "Régler la vue"

    def get_page_subtitle(self):
        return self.kind.label

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.kind.url, "label": self.kind.label},
            {"url": reverse("list_views:mine"), "label": "Mes vues"},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request, kind):
        look = self.start
        try:
            narrowed = look.conditions.narrowed(self.index.fields.of_query(request.GET))
            look = look.but(conditions=narrowed)
        except Unreadable:
            messages.warning(request, TOO_DEEP)
        return self._show(look)

    def post(self, request, kind):
        look = self.reader.look(self.start)
        gesture = request.POST.get("geste")
        if gesture not in (SEE, CHANGE, NEW):
            # A column moved, a condition added or taken off.
            return self._show(look, posted=True)
        look = look.but(conditions=look.conditions.without_empty())
        if gesture == SEE and self._is_named_anew():
            # A name was typed, and « Entrée » pressed: it is kept, not lost.
            gesture = NEW
        if gesture == SEE:
            return self.to_list(self.try_out(look))
        return self._keep(look, self._subject(gesture))

    def _typed_name(self, posted: bool) -> dict[str, str]:
        return {"name": self.request.POST.get("name", "")} if posted else {}

    def _is_named_anew(self) -> bool:
        typed = self.request.POST.get("name", "").strip()
        shown = self.base.name if self.base else ""
        return bool(typed) and typed != shown

    def _subject(self, gesture: str) -> SavedView:
        base = self.base
        if gesture == CHANGE and base and sharing.may_change(self.request, base):
            return base
        return SavedView(owner=self.request.user, kind=self.kind.slug)

    def _keep(self, look: Look, view: SavedView):
        form = NameForm(self.request.POST, instance=view)
        place = sharing.place_of(self.request, self.request.POST.get("partage", ""))
        if not form.is_valid():
            return self._show(look, form=form, posted=True)
        view.look = look
        if place is not None:
            for name, value in place.fields.items():
                setattr(view, name, value)
        view.full_clean(exclude=["owner"], validate_constraints=False)
        if not keep(view):
            form.add_error("name", TAKEN)
            return self._show(look, form=form, posted=True)
        self._open(view)
        self.forget_draft()
        messages.success(self.request, f"La vue « {view.name} » est enregistrée.")
        return self.to_list(view)

    def _open(self, view: SavedView) -> None:
        """By which views the list opens: those ticked, no longer those that were."""
        ticked = set(self.request.POST.getlist("ouvre"))
        opened = self._opened(view)
        for whose in sharing.openings_of(self.request, view):
            if whose.slug in ticked:
                sharing.open_by(view.kind, view, whose)
            elif whose.slug in opened:
                sharing.open_plainly(view.kind, whose)
        if view.academy_id is None and not view.national:
            # What is shared no longer opens nobody else's list.
            view.defaults.filter(user=None).delete()

    def _opened(self, view: SavedView) -> set[str]:
        """Slugs of those for whom the list opens by this view."""
        if view.pk is None:
            return set()
        rows = {
            (one.user_id, one.role, one.academy_id) for one in DefaultView.objects.filter(view=view)
        }
        return {
            whose.slug
            for whose in sharing.openings_of(self.request, view)
            if (
                getattr(whose.fields.get("user"), "pk", None),
                whose.fields.get("role", ""),
                getattr(whose.fields.get("academy"), "pk", None),
            )
            in rows
        }

    def _show(self, look: Look, *, form=None, posted=False) -> TemplateResponse:
        base = self.base
        mine = base if base and sharing.may_change(self.request, base) else None
        asked = self.index.fields.understood(look.conditions)
        index = self.index
        context = self.get_context_data(
            kind=self.kind,
            view_key=self.saved_view.key if self.saved_view else "",
            mine=mine,
            name_form=form
            or NameForm(instance=mine or SavedView(), initial=self._typed_name(posted)),
            columns=columns_of(index, look),
            title_label=index.columns[0].label if index.columns else "",
            keys=order_of(index, look),
            densities=[(value, label, value == look.density) for value, label in Density.choices],
            every=EVERY,
            every_chosen=ALL if look.conditions.every else ANY,
            groups=groups_of(look, index.fields),
            new_fields=list(index.fields),
            sentence=asked.sentence,
            set_aside=asked.set_aside,
            number=index.count_of(look),
            places=sharing.places_of(self.request),
            place=self.request.POST.get("partage") or sharing.slug_of(mine or SavedView()),
            openings=sharing.openings_of(self.request, mine or SavedView()),
            opened=self.request.POST.getlist("ouvre")
            if posted
            else self._opened(mine or SavedView()),
            back_url=f"{self.kind.url}?vue={self.saved_view.key if self.saved_view else 'liste'}",
        )
        return TemplateResponse(self.request, self.template_name, context)
