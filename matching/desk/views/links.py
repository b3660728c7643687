"""Personal links of a file: sent again, or revoked by a coordinator. The token is never shown."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail.admin import messages

from matching.guests.listing import links_of
from matching.guests.resend import send_again
from matching.placements.screens import FileScreen
from psf.links.models import Link
from psf.workflow.actors import capacity
from psf.workflow.enums import EventKind
from psf.workflow.models import Event


class LinkGestureView(FileScreen):
    http_method_names = ["get", "post"]

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_subject_url())

    def post(self, request, *args, **kwargs):
        link = get_object_or_404(links_of(self.subject), pk=self.kwargs["pk"])
        if capacity(request.user, self.who) is None:
            return self.refused(self.get_refusal())
        if self.kwargs["gesture"] == "renvoyer":
            return self.send(link)
        if self.kwargs["gesture"] == "retirer":
            return self.revoke(link)
        raise Http404

    def get_refusal(self) -> str:
        return "Réservé à qui suit le dossier."

    def send(self, link):
        if link.revoked_at:
            messages.error(self.request, "Ce lien est retiré : il ne peut plus être envoyé.")
        elif send_again(link, by=self.request.user) is None:
            messages.error(
                self.request, "Ce lien n'a été envoyé à aucune adresse : écrivez ou appelez."
            )
        else:
            self.record("link_sent", f"Lien renvoyé : {link.get_purpose_display()}")
            messages.success(self.request, "Le lien repart à l'adresse du premier message.")
        return HttpResponseRedirect(f"{self.get_back_url()}#liens")

    def revoke(self, link):
        if not self.request.user.is_coordinator:
            return self.refused("Seul un coordonnateur peut retirer un lien.")
        if Link.objects.filter(pk=link.pk).revoke():
            self.record("link_revoked", f"Lien retiré : {link.get_purpose_display()}")
        messages.success(self.request, "Le lien est retiré : il ne s'ouvre plus.")
        return HttpResponseRedirect(f"{self.get_back_url()}#liens")

    def record(self, name, label) -> None:
        Event.objects.create(
            kind=EventKind.RECORD,
            name=name,
            label=label,
            at=timezone.now(),
            by=self.request.user,
            **self.subject.as_subject(),
        )
