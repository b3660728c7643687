"""One request: where it stands, what to do next, what was done; and the steps themselves."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from matching.enums import Right
from matching.rights import erasing, handling, letters, opposing, proof, steps
from matching.rights.identity import number_of
from matching.rights.views.screens import CHANGE, RequestScreen
from psf.workflow.errors import Refused


class RequestView(RequestScreen):
    """GET shows; POST makes the step that the address names."""

    template_name = "matching/rights/request.html"
    http_method_names = ["get", "post"]

    def get(self, request, code, step=""):
        if step:
            return HttpResponseRedirect(self.url)
        return self.page()

    def post(self, request, code, step=""):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        if step not in steps.STEPS or steps.STEPS[step].page:
            raise Http404
        wanted = steps.STEPS[step]
        form = self.form(wanted, request.POST)
        if form.is_valid():
            try:
                wanted.act(self.rights, form.cleaned_data, request.user)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                self.rights = self.find()
                messages.success(request, steps.said_of(wanted, self.rights))
                return HttpResponseRedirect(self.url)
        self.rights = self.find()
        left = (*steps.following(self.rights), *steps.otherwise(self.rights))
        if wanted.name not in {each.name for each in left}:
            # Done meanwhile: there is no form any more to say it in.
            for errors in form.errors.values():
                messages.error(request, " ".join(errors))
            return HttpResponseRedirect(self.url)
        return self.page(wanted.name, form)

    def form(self, step, data=None):
        more = (
            {"by_link": steps.may_send_link(self.rights)} if step.name == steps.DELIVER.name else {}
        )
        return step.form(data, request=self.rights, by=self.request.user, prefix=step.name, **more)

    def page(self, name: str = "", filled=None):
        """Every step with its form; the one just refused keeps what was typed."""

        def shown(step):
            return step, filled if step.name == name else self.form(step)

        left = [shown(step) for step in steps.following(self.rights)]
        return self.show(
            following=left[0] if left else None,
            after=[step for step, _ in left[1:]],
            otherwise=[shown(step) for step in steps.otherwise(self.rights)],
            refused=name,
            done=proof.done(self.rights),
            waits=steps.waits_to_be_opened(self.rights),
            who_erases=steps.who_erases(self.rights, self.request.user),
            may_see_manifest=self.request.user.has_perm("matching.view_manifest"),
            may_change=self.may_change,
            page_of_step=reverse("rights:reread", args=[self.rights.code]),
            copy_url=(
                reverse("rights:copy", args=[self.rights.code])
                if self.rights.archive_is_there() and self.rights.is_open
                else ""
            ),
            edit_url=self._edit_url(),
            transmitted=(
                steps.transmitted_to(self.rights)
                if self.rights.right == Right.RECTIFICATION
                else []
            ),
            number=self._number(),
            has_number=bool(number_of(self.rights)),
            obstacles=self._obstacles(),
            opposed=bool(self.rights.youth and self.rights.youth.opposed_on),
            today=timezone.localdate(),
        )

    def _number(self) -> str:
        """The telephone to call back, once shown to the reader and until they verified."""
        rights = self.rights
        shown = rights.number_shown_to == self.request.user and rights.verified_on is None
        return number_of(rights) if shown and rights.is_open else ""

    def _obstacles(self) -> list[str]:
        """What forbids to erase, said before the button."""
        rights = self.rights
        if not rights.is_open or rights.right != Right.ERASURE:
            return []
        return erasing.obstacles(rights, by=self.request.user)

    def _edit_url(self) -> str:
        """The record to correct, for who may see it."""
        rights, user = self.rights, self.request.user
        if rights.youth_id and user.has_perm("matching.change_youth"):
            return reverse("wagtailsnippets_matching_youth:edit", args=[rights.youth_id])
        if rights.contact_id and user.has_perm("offers.change_companycontact"):
            return reverse("wagtailsnippets_offers_company:edit", args=[rights.contact.company_id])
        if rights.buyer_contact_id and user.has_perm("offers.change_buyercontact"):
            return reverse(
                "wagtailsnippets_offers_buyer:edit", args=[rights.buyer_contact.buyer_id]
            )
        return ""


class SheetView(RequestScreen):
    """To print: what proves how a request was answered."""

    template_name = "matching/rights/sheet.html"
    http_method_names = ["get"]

    def get(self, request, code):
        return self.show(
            title=f"Demande {self.rights.code}",
            about="Exercice d'un droit sur ses données",
            facts=proof.facts_of(self.rights),
            lines=[(line.when, line.what, self.detail(line)) for line in proof.done(self.rights)],
            texts=[],
            back_url=self.url,
        )

    def detail(self, line) -> str:
        return ", ".join(filter(None, (line.detail, line.link[0] if line.link else "")))


class AnswerView(RequestScreen):
    """To copy or to print: the letter that answers, a model of refusal as long as the request is open."""

    template_name = "matching/rights/sheet.html"
    permission = CHANGE
    http_method_names = ["get"]

    def get(self, request, code):
        return self.show(
            title="Réponse à votre demande" if not self.rights.is_open else "Modèle de refus",
            about=f"Demande {self.rights.code}",
            facts=[],
            lines=[],
            texts=[("", "\n\n".join(letters.answer(self.rights)))],
            back_url=self.url,
        )


class NumberView(RequestScreen):
    """The telephone of the file, shown on the request's page to who is about to call back."""

    permission = CHANGE
    http_method_names = ["post"]

    def post(self, request, code):
        try:
            handling.show_number(self.rights, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        return HttpResponseRedirect(self.url)


class LiftView(RequestScreen):
    """The young person changed their mind: they may be proposed again."""

    permission = CHANGE
    http_method_names = ["post"]

    def post(self, request, code):
        if self.rights.youth is None:
            raise Http404
        try:
            opposing.lift(self.rights.youth, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "Opposition levée : le jeune peut de nouveau être proposé.")
        return HttpResponseRedirect(self.url)
