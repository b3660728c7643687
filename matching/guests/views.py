"""Finding the link of the visitor, stating its perimeter, showing its page, taking its answers.

Everything is read and rendered inside the perimeter of the link's own service. A GET changes
nothing; an answer is a POST, whose form carries the last move that the reader had on screen.
"""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache

from matching.guests import closed
from matching.guests.pages import page_of
from matching.guests.pages.base import Gesture, service_to_call
from matching.guests.pages.rights import CopyForm
from matching.guests.readings import record_reading
from matching.guests.resend import follow, send_again
from matching.messages.in_force import left_the_file, still_reaches
from matching.placements.signing_by_link import sent_to
from matching.rights import delivering
from matching.rights.archive.writing import ZIP
from psf.documents.views.download import as_download
from psf.links import codes, throttle
from psf.links.guests import browser_of, forget, remember, remembered
from psf.links.models import Link
from psf.perimeter.access import Door
from psf.perimeter.scope import perimeter
from psf.proconnect.visitor import visitor_of
from psf.throttles.waiting import tell_to_wait
from psf.workflow.errors import Refused


def sealed(response):
    """Kept by no cache and no search engine, told to no other site.

    Referrer-Policy is not `no-referrer`: a browser would then send `Origin: null` with the page's
    own forms, which Django refuses (https://code.djangoproject.com/ticket/16010). The token left
    the address before this page, and its key opens nothing by itself.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


@method_decorator(never_cache, name="dispatch")
class GuestView(View):
    """A page of one link. `door`: how what it shows stands in the log of consultations."""

    door: Door | None = Door.LINK

    def dispatch(self, request, key, **kwargs):
        self.key = key
        self.link = remembered(request, key)
        return sealed(self._answer(request, **kwargs))

    def _answer(self, request, **kwargs):
        link = self.link
        if link is None:
            return self.show_closed(closed.UNKNOWN)
        if link.revoked_at is not None:
            return self.show_closed(closed.of_revoked(link))
        if not link.is_alive() or not link.address_digest:
            return self.expired(request, **kwargs)
        with perimeter([link.service_id] if link.service_id else []):
            if not still_reaches(link):
                return self.show_closed(closed.ANOTHER_ADDRESS)
            self.browser = browser_of(request, self.key)
            params = {**request.GET.dict(), **request.POST.dict()}
            self.page = page_of(link, params, self.browser)
            self.page.files = request.FILES
            if reason := self.page.closed():
                response = self.show_closed(reason)
            else:
                response = super().dispatch(request, **kwargs)
                if self.door:
                    record_reading(self.page, self.read_about(), response, self.door)
            if hasattr(response, "render"):
                response.render()
        return response

    def read_about(self) -> list:
        """The young people whose data the reader has seen, for the log of consultations."""
        return self.page.young_people()

    def expired(self, request, **kwargs):
        return self.show_closed(closed.EXPIRED)

    def show_closed(self, reason: closed.Closed):
        call = service_to_call(self.link) if self.link and reason.says_whom_to_call else None
        context = {"closed": reason, "key": self.key, "heading": None, "call": call}
        response = TemplateResponse(
            self.request, "matching/guests/closed.html", context, status=reason.status
        )
        return response.render()

    def show(self, template, *, status=200, **context):
        return TemplateResponse(
            self.request,
            template,
            {
                "key": self.key,
                "heading": self.page.heading(),
                "kept": self.page.kept(),
                "visitor": visitor_of(self.request),
                **context,
            },
            status=status,
        )

    def thanks(self) -> str:
        """What the answer just given led to."""
        done = self.page.gesture(self.request.GET.get("merci", ""))
        return done.done if done else ""

    def page_url(self, gesture: str = "") -> str:
        if gesture:
            return reverse("guests:gesture", args=[self.key, gesture])
        return reverse("guests:page", args=[self.key])


class PageView(GuestView):
    http_method_names = ["get", "head"]

    def get(self, request):
        content = self.page.content()
        if request.method == "GET":
            self.link.note_opening()
        return self.show(
            self.page.template, page=content, seen=self.page.seen(), thanks=self.thanks()
        )


class GestureView(GuestView):
    """GET shows the form of an answer, POST gives it. Nothing typed is lost."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, key, gesture, **kwargs):
        self.name = gesture
        return super().dispatch(request, key, **kwargs)

    @cached_property
    def gesture(self):
        gesture = self.page.gesture(self.name)
        if gesture is None:
            raise Http404
        return gesture

    def get(self, request):
        if refusal := self.gesture.refusal(self.page):
            return self.refused(refusal)
        if self.gesture.in_one_tap:
            return HttpResponseRedirect(self.page_url())
        if first := self.gesture.before(self.page):
            return HttpResponseRedirect(self.page_url(first))
        return self.show_form(self.gesture.form(self.page, None))

    def post(self, request):
        gesture, page = self.gesture, self.page
        if seconds := self.seconds_to_wait():
            wait = tell_to_wait(request, seconds)
            return self.show_closed(closed.too_often(wait, page.heading().call))
        meanwhile = page.moved_since(request.POST.get("seen", ""))
        if meanwhile and meanwhile.guest == page.actor and meanwhile.name == gesture.name:
            return self.thank()
        form = gesture.form(page, request.POST)
        if refusal := gesture.refusal(page):
            return self.refused(refusal, form=form)
        if not form.is_valid():
            return self.show_form(form)
        if meanwhile:
            form.add_error(
                None,
                f"Entre-temps : {meanwhile.label.lower()}. Vérifiez, puis envoyez de nouveau si"
                " c’est encore juste.",
            )
            return self.show_form(form, status=409)
        try:
            gesture.act(page, form)
        except Refused as refusal:
            form.refuse(refusal)
            return self.show_form(form, status=409)
        if not gesture.then:
            Link.objects.filter(pk=self.link.pk).update(answered_at=timezone.now())
        if left_the_file(self.link):
            return self.show_closed(closed.HANDED_OVER)
        if not still_reaches(self.link):
            follow(self.link)
            return self.show_closed(closed.FOLLOWS)
        return self.thank()

    def seconds_to_wait(self) -> int:
        """Count one answer; 0, or how long to wait after too many from this browser, or a script's."""
        limits = [(throttle.ANSWERS, f"{self.link.pk} {self.browser}")]
        if not self.gesture.is_free:
            limits.append((throttle.ANSWERS_OF_A_LINK, self.link.pk))
        return next((limit.wait(who) or 1 for limit, who in limits if not limit.allows(who)), 0)

    def thank(self):
        query = urlencode({"merci": self.gesture.name, **self.page.kept()})
        return HttpResponseRedirect(f"{self.page_url(self.gesture.then)}?{query}")

    def show_form(self, form, *, status=200):
        return self.show(
            self.gesture.template,
            form=form,
            gesture=self.gesture,
            lead=self.page.lead(self.gesture),
            thanks=self.thanks(),
            seen=self.page.seen(),
            status=status,
        )

    def refused(self, refusal, form=None):
        """The file moved: say so, show what was typed, and lead back to where things stand."""
        typed = [
            (field.label, field.value())
            for field in (form.visible_fields() if form is not None else ())
            if field.value() and isinstance(field.value(), str)
        ]
        return self.show(
            "matching/guests/refused.html",
            refusal=refusal,
            typed=typed,
            gesture=self.gesture,
            status=409,
        )


class ResendView(GuestView):
    """A new link to where the first one went. Whatever happens, the answer is the same."""

    door = None
    http_method_names = ["post"]

    def post(self, request):
        return self.resend(request)

    def expired(self, request, **kwargs):
        if request.method != "POST":
            return super().expired(request)
        return self.resend(request)

    def resend(self, request):
        from_here = throttle.RESENDS_FROM_ONE_ADDRESS.allows(throttle.address_of(request))
        if from_here and throttle.RESENDS.allows(self.link.pk):
            send_again(self.link)
        return self.show_closed(closed.RESENT)


class LeaveView(GuestView):
    """Close the page on a phone that somebody else uses too."""

    door = None
    http_method_names = ["post"]

    def post(self, request):
        response = self.show_closed(closed.LEFT)
        forget(response, self.key)
        return response


class ElsewhereView(GuestView):
    """Another file of the same address, by its own link: a living one, or a new one."""

    door = None
    http_method_names = ["post"]

    def post(self, request, number):
        link = self.page.link_elsewhere(number)
        if link is None:
            raise Http404
        response = HttpResponseRedirect(reverse("guests:page", args=[link.key]))
        remember(response, link, request)
        return response


class ReviewView(GuestView):
    """The bilan of one parcours, on a page that prints; it is there once it is finished."""

    door = Door.DOCUMENT
    http_method_names = ["get", "head"]
    youth = None

    def get(self, request, number):
        found = self.page.review(number)
        if found is None:
            raise Http404
        review, self.youth = found
        kept = urlencode(self.page.kept())
        back_url = f"{self.page_url()}?{kept}" if kept else self.page_url()
        return TemplateResponse(
            request, "matching/documents/review.html", {"page": review, "back_url": back_url}
        )

    def read_about(self):
        return [self.youth] if self.youth else []


class FileView(GuestView):
    """A file that this reader may open now."""

    door = Door.DOCUMENT
    http_method_names = ["get", "head"]

    def get(self, request, slug):
        try:
            found = self.page.file(slug)
        except Refused as refusal:
            return self.show("matching/guests/refused.html", refusal=refusal.sentence, status=409)
        if found is None:
            raise Http404
        response = HttpResponse(found.content, content_type=found.content_type)
        response["Content-Disposition"] = f'attachment; filename="{found.name}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


CODE_LEFT = "Un code est parti à {way}. Il n’arrive pas ? Demandez-en un autre plus bas."
CODE_TO_ASK = "Demandez d’abord un code, plus bas : il part à {way}."


class CopyView(GuestView):
    """The copy of one's data, for the code sent to the address of the link; each look is logged."""

    door = Door.RIGHTS
    http_method_names = ["get", "head", "post"]
    title = "Ouvrir la copie de vos données"

    def get(self, request):
        if self.waiting is None:
            return self.gone()
        return self.page_of(CopyForm())

    def post(self, request):
        who = f"{self.link.pk} {self.browser}"
        if not throttle.ANSWERS.allows(who):
            wait = tell_to_wait(request, throttle.ANSWERS.wait(who))
            return self.show_closed(closed.too_often(wait, self.page.heading().call))
        if self.waiting is None:
            return self.gone()
        form = CopyForm(request.POST)
        if not form.is_valid():
            return self.page_of(form)
        try:
            name, content = delivering.fetch(
                self.link, form.cleaned_data["code"], browser=self.browser
            )
        except Refused as refusal:
            form.refuse(refusal)
            return self.page_of(form, status=409)
        return as_download(content, ZIP, name)

    @cached_property
    def waiting(self):
        return delivering.waiting_for(self.link)

    def gone(self):
        return self.show_closed(closed.NO_COPY)

    def page_of(self, form, *, status=200):
        code_left = codes.is_waiting(self.link)
        return self.show(
            "matching/guests/copy.html",
            form=form,
            code_left=code_left,
            gesture=Gesture("copie", self.title, "Ouvrir ma copie", "", CopyForm, None),
            lead=(CODE_LEFT if code_left else CODE_TO_ASK).format(way=sent_to(self.link)),
            thanks=self.thanks(),
            until=self.waiting.archive_until,
            seen="",
            status=status,
        )
