"""«Modèles de messages»: the texts, their variables, their versions."""

from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages

from psf.accounts.levels import CHANGE_TEXTS, levels_of
from psf.csp import shows_mail
from psf.french.phrases import shortened
from psf.messaging import preview, real_files
from psf.messaging.enums import Channel
from psf.messaging.forms import DefaultForm, TextForm
from psf.messaging.kinds import KINDS, LINK, Text, fill, kind_of, problems_of
from psf.messaging.models import Message, MessageTemplate
from psf.messaging.post import filled
from psf.messaging.preview import no_link
from psf.messaging.tasks import wake
from psf.perimeter.access import Door, record_access
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.enums import Actor

OWN_TEXT = "texte d'origine"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a kind at a level: the text in force and the one below it, with their names.

    `own` is the level's version in force, None when it inherits.
    """

    text: Text
    name: str
    default_name: str
    own: MessageTemplate | None = None

    @classmethod
    def of(cls, kind, level, newest) -> "Standing":
        """`newest` comes from `newest_versions`."""
        text, name = kind.text, OWN_TEXT
        national = newest.get((kind.code, None))
        if level.academy and national and not national.inherits:
            text, name = national.text, f"texte national, version {national.number}"
        own = newest.get((kind.code, level.academy_id))
        if own is None or own.inherits:
            return cls(text, name, name)
        return cls(own.text, f"version {own.number}", name, own)


class TextsAllowed:
    """Only who may change the texts of some level sees them."""

    def dispatch(self, request, *args, **kwargs):
        self.levels = levels_of(request.user, CHANGE_TEXTS)
        if not self.levels:
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs):
        """Look for what the address names; raises Http404."""


class KindsView(TextsAllowed, WagtailAdminTemplateMixin, TemplateView):
    """Each message with the version in force at each level of the reader."""

    template_name = "messaging/kinds.html"
    page_title = "Modèles de messages"
    header_icon = "doc-full"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        order = list(Actor)
        kinds = sorted(KINDS, key=lambda kind: order.index(kind.recipient))
        newest = MessageTemplate.objects.newest_versions(level.academy_id for level in self.levels)
        groups = [
            (recipient.label, [(kind, self._at_levels(kind, newest)) for kind in group])
            for recipient, group in groupby(kinds, key=lambda kind: kind.recipient)
        ]
        return super().get_context_data(groups=groups, **kwargs)

    def _at_levels(self, kind, newest):
        """(level, name of the text in force, whether it no longer fits), one a level."""
        standing = [(level, Standing.of(kind, level, newest)) for level in self.levels]
        return [(level, each.name, bool(problems_of(kind, each.text))) for level, each in standing]


# What the page says besides once somebody tried the text.
UNTRIED = {"preview": None, "code_error": "", "trial_error": "", "trial_sent": ""}


@shows_mail
class TextView(TextsAllowed, WagtailAdminTemplateMixin, TemplateView):
    """One message at one level: edit, preview, try, return to the default."""

    template_name = "messaging/text.html"
    page_title = "Modèle de message"
    header_icon = "doc-full"

    def find(self, kind, level):
        levels = {each.slug: each for each in self.levels}
        try:
            self.kind, self.level = kind_of(kind), levels[level]
        except KeyError:
            raise Http404 from None

    @property
    def standing(self) -> Standing:
        newest = MessageTemplate.objects.newest_versions([self.level.academy_id], self.kind.code)
        return Standing.of(self.kind, self.level, newest)

    def get_page_subtitle(self):
        return self.kind.label

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("messaging_templates:index"), "label": KindsView.page_title},
            {"url": "", "label": f"{self.kind.label} ({self.level.label})"},
        ]

    def get(self, request, *args, **kwargs):
        return self.show(self.form())

    def post(self, request, *args, **kwargs):
        if "defaut" in request.POST:
            return self.return_to_default()
        saving = "apercu" not in request.POST and "essai" not in request.POST
        form = self.form(request.POST, saving=saving)
        if not form.is_valid():
            return self.show(form)
        if "apercu" in request.POST:
            return self.preview(form)
        if "essai" in request.POST:
            return self.send_trial(form)
        return self.save(form)

    def form(self, *args, **kwargs):
        text = self.standing.text
        initial = {"subject": text.subject, "body": text.body, "sms": text.sms}
        return TextForm(
            *args,
            initial=initial,
            kind=self.kind,
            level=self.level,
            by=self.request.user,
            **kwargs,
        )

    def show(self, form, **context):
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_context_data(self, **kwargs):
        standing = self.standing
        versions = MessageTemplate.objects.filter(
            kind=self.kind.code, academy=self.level.academy_id
        ).select_related("created_by")
        return super().get_context_data(
            kind=self.kind,
            level=self.level,
            standing=standing,
            broken=problems_of(self.kind, standing.text),
            default_form=kwargs.pop("default_form", None) or DefaultForm(prefix="retour"),
            variables=self.kind.allowed.items(),
            versions=versions.order_by("-number")[:20],
            code=self.request.POST.get("code", "").strip(),
            **{**UNTRIED, **kwargs},
        )

    def preview(self, form):
        code = self.request.POST.get("code", "").strip()
        values, said = self.kind.samples, "Aperçu sur un exemple."
        if code:
            found = real_files.find(self.kind, code)
            if found is None:
                sentence = "Aucun dossier de ce code dans votre périmètre pour ce message."
                return self.show(form, code_error=sentence)
            if found.youth:
                record_access(self.request, found.youth, Door.MESSAGE)
            values, said = found.values, f"Aperçu sur le dossier {code}."
        shown = preview.of_text(self.kind, form.instance.text, values)
        return self.show(form, preview=shown, preview_said=said)

    def send_trial(self, form):
        user = self.request.user
        if not user.email:
            return self.show(form, trial_error="Votre compte n'a pas d'adresse électronique.")
        text = filled(self.kind, form.instance.text, self.kind.samples)
        Message.objects.create(
            kind=self.kind.code,
            cause="Essai demandé depuis les modèles",
            recipient=self.kind.recipient,
            recipient_name=str(user),
            user=user,
            channel=Channel.EMAIL,
            address=user.email,
            subject_line=shortened(f"[Essai] {text.subject}", 200),
            body=fill(text.body, {LINK: no_link()}),
            created_by=user,
        )
        wake()
        return self.show(form, trial_sent=user.email)

    def save(self, form):
        try:
            with transaction.atomic():
                version = form.save()
        except IntegrityError:
            # Somebody saved between the check and the writing.
            fresh = self.form(self.request.POST)
            fresh.is_valid()
            return self.show(fresh)
        messages.success(
            self.request,
            f"Version {version.number} enregistrée ({self.level.label}). Les messages déjà écrits"
            " ne changent pas.",
        )
        return HttpResponseRedirect(self.request.path)

    def return_to_default(self):
        form = DefaultForm(self.request.POST, prefix="retour")
        if self.standing.own is None:
            messages.warning(self.request, "Le texte par défaut est déjà en vigueur.")
            return HttpResponseRedirect(self.request.path)
        if not form.is_valid():
            return self.show(self.form(), default_form=form)
        MessageTemplate.objects.create(
            kind=self.kind.code,
            academy=self.level.academy,
            inherits=True,
            reason=form.cleaned_data["reason"],
            created_by=self.request.user,
        )
        messages.success(self.request, "Le texte par défaut est de nouveau en vigueur.")
        return HttpResponseRedirect(self.request.path)
