"""What came by the public forms: the list, one filing beside its fiche, and what a coordinator decides."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages

from offers.filings import lifecycle
from offers.filings.doubles import contracts_like, filings_like
from offers.filings.taking import take
from offers.filings.wording import proof_of, subject_of
from offers.forms.filings import AnswerForm, SendToForm, SetAsideForm, TakeForm
from offers.models import Buyer, Company, Contract, Filing, FilingPart
from offers.workflow import COORDINATION
from psf.documents.models.blob import Unavailable
from psf.documents.views.download import as_download
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin, WagtailPaginator
from psf.workflow.actors import capacity
from psf.workflow.errors import Refused, refusal_of
from psf.workflow.models import Event

PER_PAGE = 50
# Whose names stand in them: those who follow offers, in the services of the row rule.
VIEW, CHANGE = "offers.view_offer", "offers.change_offer"


def may_answer(user) -> bool:
    """Whether it is theirs to take, answer or set aside what comes by the public forms."""
    return user.has_perm(CHANGE) and capacity(user, COORDINATION) is not None


class FilingScreen(WagtailAdminTemplateMixin, View):
    """A page of the admin; the database shows the filings of the reader's services, and no other."""

    request: SignedRequest
    header_icon = "mail"
    page_title = "Demandes en ligne"
    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, *, status=200, **context):
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context), status=status
        )


class FilingsView(FilingScreen):
    """Those that wait first, the nearest date on top; then what was dealt with."""

    template_name = "offers/filings/list.html"
    http_method_names = ["get", "head"]

    def get(self, request):
        found = Filing.objects.confirmed().select_related("service", "commune")
        done = request.GET.get("etat") == "traitees"
        rows = (
            found.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
            if done
            else found.waiting().order_by("due_on", "pk")
        )
        page = WagtailPaginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        for filing in page:
            filing.subject = subject_of(filing)
        return self.show(page=page, rows=page.object_list, done=done, today=timezone.localdate())


class FilingView(FilingScreen):
    """GET shows one; POST does what the address names: take, answer, set aside."""

    template_name = "offers/filings/filing.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(VIEW):
            self.filing = self.find()
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> Filing:
        rows = Filing.objects.confirmed().for_screen()
        return get_object_or_404(rows, code=self.kwargs["code"])

    @property
    def may_change(self) -> bool:
        return may_answer(self.request.user)

    @property
    def url(self) -> str:
        return reverse("filings:page", args=[self.filing.code])

    def get_page_title(self):
        return f"Demande {self.filing.code}"

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("filings:list"), "label": "Demandes en ligne"},
            {"url": "", "label": self.filing.code},
        ]

    def get(self, request, code, step=""):
        return HttpResponseRedirect(self.url) if step else self.page()

    def post(self, request, code, step=""):
        if not self.may_change:
            raise PermissionDenied
        steps = {
            "verser": self.take,
            "repondre": self.answer,
            "transmettre": self.send_to,
            "ecarter": self.set_aside,
        }
        if step not in steps:
            raise Http404
        form = self.forms(request.POST, step)[step]
        if form is None:
            messages.error(request, lifecycle.CLOSED)
            return HttpResponseRedirect(self.url)
        if form.is_valid():
            try:
                with transaction.atomic():
                    done = steps[step](form)
            except Refused as refusal:
                form.refuse(refusal)
            except IntegrityError as error:
                form.refuse(refusal_of(error, Buyer, Company, Contract))
            else:
                messages.success(request, done)
                gone = step == "transmettre"
                return HttpResponseRedirect(reverse("filings:list") if gone else self.url)
        self.filing = self.find()
        return self.page(step, form, status=409 if not form.errors.keys() - {"__all__"} else 200)

    def take(self, form) -> str:
        filing = take(self.filing, form.choices, by=self.request.user)
        return f"{filing.code} est au registre : il reste à appeler l'entreprise."

    def answer(self, form) -> str:
        data = form.cleaned_data
        lifecycle.answer(self.filing, data["answer"], data["text"], by=self.request.user)
        return "Réponse envoyée à l'acheteur."

    def send_to(self, form) -> str:
        service = form.cleaned_data["service"]
        lifecycle.send_to(self.filing, service, by=self.request.user)
        return f"{self.filing.code} est transmise à {service}."

    def set_aside(self, form) -> str:
        lifecycle.set_aside(self.filing, form.cleaned_data["reason"], by=self.request.user)
        return "Demande écartée : son auteur est prévenu."

    def forms(self, data=None, step="") -> dict:
        """The form of each step that is open, None for one that is not."""
        filing = self.filing
        to_take = not filing.is_consultation and not filing.refusal
        to_take &= not filing.is_taken or filing.has_moved_since_taken
        to_answer = filing.is_consultation and not filing.is_closed

        def given(name):
            return data if name == step else None

        return {
            "verser": TakeForm(given("verser"), filing=filing) if to_take else None,
            "repondre": AnswerForm(given("repondre")) if to_answer else None,
            "transmettre": None
            if filing.is_closed
            else SendToForm(given("transmettre"), filing=filing),
            "ecarter": None if filing.is_closed else SetAsideForm(given("ecarter")),
        }

    def page(self, step="", filled=None, status=200):
        filing = self.filing
        forms = self.forms() | ({step: filled} if step else {})
        take_form = forms["verser"]
        return self.show(
            filing=filing,
            filing_url=self.url,
            subject=subject_of(filing),
            parts=filing.parts.all(),
            take_form=take_form,
            answer_form=forms["repondre"],
            send_form=forms["transmettre"],
            set_aside_form=forms["ecarter"],
            step=step,
            contracts=contracts_like(filing)[:5] if take_form and not filing.is_taken else [],
            others=filings_like(filing),
            proof=proof_of(filing),
            may_change=self.may_change,
            events=Event.objects.filter(filing=filing).timeline(),
            today=timezone.localdate(),
            status=status,
        )


class SheetView(FilingScreen):
    """The fiche entreprise of a part, before its offer has it."""

    http_method_names = ["get", "head"]

    def get(self, request, code, pk):
        parts = FilingPart.objects.filter(filing__code=code, blob__isnull=False)
        part = get_object_or_404(parts.select_related("blob", "filing"), pk=pk)
        try:
            content = part.blob.content()
        except Unavailable as refusal:
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(reverse("filings:page", args=[code]))
        name = f"{code}-fiche-{part.rank + 1}.{part.blob.extension}"
        return as_download(content, part.blob.content_type, name)
