"""Suspending the reminders of a file, and taking them up again."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from wagtail.admin import messages

from matching.placements.forms.pausing import PauseForm
from matching.placements.pausing import pause_reminders, resume_reminders, running_pause
from matching.placements.screens import FileScreen
from psf.workflow import kept
from psf.workflow.actors import capacity, in_words
from psf.workflow.views import EXPIRED


class PauseView(FileScreen):
    """The form on a page of its own: where what was typed is refused."""

    template_name = "matching/file/pausing.html"
    page_title = "Suspendre les relances"

    def dispatch(self, request, *args, **kwargs):
        self.subject = None
        if capacity(request.user, self.who) is None:
            return self.refused(f"Réservé à : {in_words(self.who)}.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if pause := running_pause(self.subject):
            messages.warning(request, f"{pause}.")
            return HttpResponseRedirect(self.get_subject_url())
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        return self.show(form=PauseForm(typed))

    def post(self, request, *args, **kwargs):
        form = PauseForm(request.POST)
        if form.is_valid():
            try:
                pause = pause_reminders(self.subject, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, f"{pause}.")
                return HttpResponseRedirect(self.get_back_url())
        return self.show(form=form)

    def get_page_subtitle(self):
        return str(self.subject or "")


class ResumeView(PauseView):
    http_method_names = ["get", "post"]

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_subject_url())

    def post(self, request, *args, **kwargs):
        try:
            resume_reminders(self.subject, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, "Les relances de ce dossier reprennent.")
        return HttpResponseRedirect(self.get_back_url())
