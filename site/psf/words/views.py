"""Screens of the lists of words: one page for a list at a level, and a page for each change."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin import messages

from psf.accounts.levels import Level
from psf.french.days import numeric
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.words import changes
from psf.words.access import VIEW, levels_read, may_change
from psf.words.choosing import words_of
from psf.words.forms import AddForm, ChangeForm, RenameForm
from psf.words.lists import LISTS, WordList
from psf.words.models import Word
from psf.words.table import Table, retired

MEANWHILE = "Quelqu'un vient de changer cette liste : relisez-la."


class WordsScreen(WagtailAdminTemplateMixin, View):
    """A page about the lists, for those who may read them."""

    request: SignedRequest
    header_icon = "list-ul"
    page_title = "Listes de mots"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, *, status: int = 200, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context), status=status
        )

    @cached_property
    def levels(self) -> list[Level]:
        return levels_read(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("mots:lists"), "label": "Listes de mots"},
        ]


class ListsView(WordsScreen):
    """Every list, at each level that the reader may see."""

    template_name = "words/lists.html"

    def get(self, request: SignedRequest) -> HttpResponse:
        own = set(
            Word.objects.exclude(academy=None).values_list("list_name", "academy").order_by("pk")
        )
        lists = [
            (words, [(level, (words.name, level.academy_id) in own) for level in self.levels])
            for words in LISTS
        ]
        return self.show(lists=lists)


class ListScreen(WordsScreen):
    """A page of one list at one level."""

    changes_it = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perm(VIEW) and self.changes_it and not self.may_change:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def words(self) -> WordList:
        words = LISTS.get(self.kwargs["name"])
        if words is None:
            raise Http404
        return words

    @cached_property
    def level(self) -> Level:
        for level in self.levels:
            if level.slug == self.kwargs["level"]:
                return level
        raise Http404

    @cached_property
    def may_change(self) -> bool:
        return may_change(self.request.user, self.level)

    @property
    def address(self) -> str:
        return reverse("mots:words", args=[self.words.name, self.level.slug])

    def get_page_subtitle(self) -> str:
        return f"{self.words.title}, {self.level.label}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items, {"url": self.address, "label": self.words.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            words=self.words, level=self.level, list_url=self.address, **kwargs
        )

    def back(self, said: str) -> HttpResponseRedirect:
        messages.success(self.request, said)
        return HttpResponseRedirect(self.address)

    def back_to(self, word: Word, said: str) -> HttpResponseRedirect:
        """On the line of that word, where the keyboard was."""
        messages.success(self.request, said)
        return HttpResponseRedirect(f"{self.address}#mot-{word.key}")

    def back_refused(self, said: str) -> HttpResponseRedirect:
        messages.error(self.request, said)
        return HttpResponseRedirect(self.address)


class WordsView(ListScreen):
    """The words in order, what is planned, what was; and what a coordinator will see."""

    changes_it = False
    template_name = "words/words.html"

    def get(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        academy = self.level.academy
        return self.show(
            table=Table.of(self.words, academy),
            seen=words_of(self.words, self.level.academy_id),
            may_change=self.may_change,
        )


class WordScreen(ListScreen):
    """A page about one word of the list."""

    @cached_property
    def word(self) -> Word:
        for word in words_of(self.words, self.level.academy_id):
            if word.key == self.kwargs["key"]:
                return word
        raise Http404


class ChangeView(WordScreen):
    """A form, then the change; what it refuses is said beside what was typed."""

    template_name = "words/form.html"
    form_class: type[ChangeForm] = ChangeForm
    button = "Enregistrer"
    about = ""

    def make_form(self, data: Any = None) -> ChangeForm:
        return self.form_class(data, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        return {"since": timezone.localdate()}

    def change(self, typed: dict[str, Any]) -> str:
        """Make the change and say it in French. Raises ValidationError."""
        raise NotImplementedError

    def get(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        return self.show(form=self.make_form())

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    said = self.change(form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            except IntegrityError:
                form.add_error(None, MEANWHILE)
            else:
                return self.back(said)
        return self.show(form=form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(button=self.button, about=self.about, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class AddView(ChangeView):
    page_title = "Ajouter un mot"
    button = "Ajouter"

    def make_form(self, data: Any = None) -> ChangeForm:
        return AddForm(data, initial=self.initial(), words=self.words)

    def change(self, typed: dict[str, Any]) -> str:
        word = changes.add(self.words, self.level.academy, by=self.request.user, **typed)
        return f"« {word} » est proposé à partir du {numeric(word.valid_from)}."


class RenameView(ChangeView):
    page_title = "Renommer un mot"
    form_class = RenameForm
    about = "Les dossiers déjà renseignés gardent le mot sous lequel il a été choisi."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "label": self.word.label, "help": self.word.help}

    def change(self, typed: dict[str, Any]) -> str:
        former = str(self.word)
        word = changes.rename(
            self.words, self.level.academy, self.word, by=self.request.user, **typed
        )
        return f"« {former} » devient « {word} » à partir du {numeric(word.valid_from)}."


class RetireView(ChangeView):
    page_title = "Retirer un mot"
    button = "Retirer"

    @property
    def about(self) -> str:  # type: ignore[override]  # A sentence, where the base has a field.
        table = Table.of(self.words, self.level.academy)
        used = next((line.used for line in table.offered if line.word.key == self.word.key), 0)
        if used:
            return f"« {self.word} » : déjà utilisé {used} fois, reste sur les dossiers."
        return f"« {self.word} » n'a encore jamais été choisi."

    def change(self, typed: dict[str, Any]) -> str:
        changes.retire(self.words, self.level.academy, self.word, by=self.request.user, **typed)
        return f"« {self.word} » n'est plus proposé à partir du {numeric(typed['since'])}."


class MoveView(WordScreen):
    """One place up or down; what else would be sent moves nothing."""

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        up = request.POST.get("where") == "up"
        try:
            with transaction.atomic():
                changes.move(self.words, self.level.academy, self.word.key, up=up)
        except IntegrityError:
            return self.back_refused(MEANWHILE)
        said = f"« {self.word} » est {'monté' if up else 'descendu'} d'une place."
        return self.back_to(self.word, said)


class RestoreView(WordScreen):
    """The national word again, in place of the académie's own."""

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        try:
            day = changes.restore(self.word)
        except ValidationError as refusal:
            return self.back_refused(" ".join(refusal.messages))
        return self.back(f"Le mot national revient à partir du {numeric(day)}.")


class OfferAgainView(ListScreen):
    """A retired word, or a national one that the académie had set aside."""

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        word = retired(self.words, self.level.academy, self.kwargs["key"])
        if word is None:
            raise Http404
        try:
            with transaction.atomic():
                day = changes.offer_again(self.words, self.level.academy, word, by=request.user)
        except ValidationError as refusal:
            return self.back_refused(" ".join(refusal.messages))
        except IntegrityError:
            return self.back_refused(MEANWHILE)
        return self.back(f"« {word} » est de nouveau proposé à partir du {numeric(day)}.")
