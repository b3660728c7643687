"""Recording how a call to a company ended, from a file or from an offer."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from matching.models import Placement
from matching.placements.calls import contacts_to_call, record_call
from matching.placements.forms.calls import CallForm
from matching.placements.screens import FileScreen
from matching.placements.workflow import FOLLOWERS
from offers.models import Offer
from offers.workflow import OFFERS
from psf.workflow import kept
from psf.workflow.views import EXPIRED, SubjectScreen


def button_to_undo(subject, *, back: str = ""):
    """Beside « noté »: the way back from a tap on the wrong button, to `back` once done."""
    name = "work:undo" if isinstance(subject, Placement) else "offers:undo"
    url = reverse(name, args=[subject.code], query={"next": back} if back else None)
    return messages.button(url, "Annuler l'appel")


class CallView(SubjectScreen):
    """The call form on a page of its own; the outcomes of the file's card are posted here."""

    template_name = "workflow/call.html"
    page_title = "Appel"
    header_icon = "mobile-alt"

    def get(self, request, *args, **kwargs):
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        initial = {
            name: request.GET[name] for name in ("outcome", "contact") if name in request.GET
        }
        return self.show(
            form=CallForm(
                typed,
                contacts=contacts_to_call(self.subject),
                subject=self.subject,
                initial=initial,
            )
        )

    def post(self, request, *args, **kwargs):
        if not self.workflow.in_perimeter(self.subject, request.user):
            return self.refused("Cette offre est suivie par un autre service.")
        form = CallForm(request.POST, contacts=contacts_to_call(self.subject), subject=self.subject)
        if form.is_valid():
            try:
                event = record_call(self.subject, by=request.user, **form.values())
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                undo = button_to_undo(self.subject, back=self.get_back_url())
                return self.done(f"{event.label}.", buttons=[undo])
        return self.show(form=form)

    def get_page_subtitle(self):
        return str(self.subject or "")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            call_url=self.request.path,
            today=timezone.localdate(),
            slot=None,
            **kwargs,
        )


class FileCallView(FileScreen, CallView):
    header_icon = "mobile-alt"


class OfferCallView(CallView):
    """Calls about an offer: the log stands on the offer's life page."""

    workflow = OFFERS
    permission = "matching.view_placement"
    who = FOLLOWERS

    def get_subject(self):
        return get_object_or_404(Offer.objects.for_gestures(), code=self.kwargs["code"])

    def get_subject_url(self):
        return reverse("offers:life", args=[self.subject.code])

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if not self.subject:
            return items
        return [
            *items,
            {"url": self.get_subject_url(), "label": self.subject.code},
            {"url": "", "label": "Appel"},
        ]
