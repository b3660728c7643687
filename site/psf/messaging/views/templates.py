"""«Modèles de messages»: the texts, their variables, their versions."""

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from psf.messaging import preview, real_files
from psf.messaging.enums import Channel
from psf.messaging.forms import DefaultForm, TextForm
from psf.messaging.kinds import LINK, Text, all_kinds, fill, kind_of, problems_of
from psf.messaging.levels import levels_of
from psf.messaging.models import Message, MessageTemplate
from psf.messaging.post import filled
from psf.messaging.preview import no_link
from psf.messaging.tasks import wake
from psf.perimeter.access import Door, record_access

OWN_TEXT = "texte d'origine"


def inherited(kind, level) -> tuple[Text, str]:
    """What stands at this level without a version of its own, and its name."""
    if level.academy:
        national = MessageTemplate.objects.in_force(kind.code)
        if national:
            return national.text, f"texte national, version {national.number}"
    return kind.text, OWN_TEXT


def in_force(kind, level) -> tuple[Text, str, MessageTemplate | None]:
    """The text at this level, its name, and the level's own version when there is one."""
    own = MessageTemplate.objects.newest(kind.code, level.academy_id)
    if own is None or own.inherits:
        return *inherited(kind, level), None
    return own.text, f"version {own.number}", own


class TemplatesAllowed:
    """Only who may change the texts of some level sees them."""

    def dispatch(self, request, *args, **kwargs):
        self.levels = levels_of(request.user)
        if not self.levels:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class KindsView(TemplatesAllowed, WagtailAdminTemplateMixin, TemplateView):
    """Each message with the version in force at each level of the reader."""

    template_name = "messaging/kinds.html"
    page_title = "Modèles de messages"
    header_icon = "doc-full"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        kinds = sorted(
            all_kinds(), key=lambda kind: list(type(kind.recipient)).index(kind.recipient)
        )
        groups = [
            (recipient.label, [(kind, self._at_levels(kind)) for kind in group])
            for recipient, group in groupby(kinds, key=lambda kind: kind.recipient)
        ]
        return super().get_context_data(groups=groups, levels=self.levels, **kwargs)

    def _at_levels(self, kind):
        rows = []
        for level in self.levels:
            text, name, _own = in_force(kind, level)
            rows.append((level, name, bool(problems_of(kind, text))))
        return rows


class TextView(TemplatesAllowed, WagtailAdminTemplateMixin, TemplateView):
    """One message at one level: edit, preview, try, return to the default."""

    template_name = "messaging/text.html"
    page_title = "Modèle de message"
    header_icon = "doc-full"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.extra = {}

    def dispatch(self, request, *args, **kwargs):
        try:
            self.kind = kind_of(kwargs["kind"])
        except KeyError:
            raise Http404 from None
        self.level = next(
            (level for level in levels_of(request.user) if level.slug == kwargs["level"]), None
        )
        if levels_of(request.user) and self.level is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

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
        text, _name, _own = in_force(self.kind, self.level)
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
        text, name, own = in_force(self.kind, self.level)
        _, default_name = inherited(self.kind, self.level)
        versions = MessageTemplate.objects.filter(
            kind=self.kind.code, academy=self.level.academy_id
        ).select_related("created_by")
        return super().get_context_data(
            kind=self.kind,
            level=self.level,
            in_force=name,
            broken=problems_of(self.kind, text),
            default_name=default_name,
            default_form=kwargs.pop("default_form", None) or DefaultForm(prefix="retour"),
            may_return=own is not None,
            variables=self.kind.allowed.items(),
            versions=versions.order_by("-number")[:20],
            code=self.request.POST.get("code", "").strip()[:20],
            **kwargs,
        )

    def preview(self, form):
        code = self.request.POST.get("code", "").strip()[:20]
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
            subject_line=f"[Essai] {text.subject}"[:200],
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
        _text, _name, own = in_force(self.kind, self.level)
        if own is None:
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
