"""The register of breaches, and the screen of one: who saw what, the button that stops it, the notices."""

from contextlib import ExitStack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from matching.enums import BreachRisk
from matching.models import Breach
from matching.rights.breaches import notices, register
from matching.rights.breaches.evidence import evidence_of
from matching.rights.breaches.forms import CnilForm, DeclareForm, JudgeForm, PeopleForm
from matching.rights.breaches.stopping import note_stopped, stop, withdraw
from matching.rights.views.screens import RightsScreen
from psf.accounts.models import User
from psf.codes import key_of
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services
from psf.workflow.errors import Refused

VIEW, ADD, CHANGE = (f"matching.{verb}_breach" for verb in ("view", "add", "change"))
FORMS = {"evaluer": JudgeForm, "cnil": CnilForm, "personnes": PeopleForm}
# Who told, beside the day; and what the site proposes to say.
TOLD_BY = {"cnil": "cnil_told_by", "personnes": "people_told_by"}
PROPOSED = {"cnil_text": notices.cnil_text, "people_text": notices.for_the_people}
DRAFT = "Le texte est gardé ; rien n'est encore noté envoyé."
DONE = {
    "arreter": "C'est arrêté.",
    "lien": "Ce lien est retiré : il ne s'ouvre plus.",
    "noter": "C'est noté : la violation est arrêtée.",
    "evaluer": "L'évaluation est enregistrée.",
    "cnil": "La notification à la CNIL est notée.",
    "personnes": "C'est noté : les personnes sont prévenues.",
    "clore": "La violation est close ; elle reste au registre.",
}


class BreachScreen(RightsScreen):
    """The DPO sees all services for a breach, others their own; pages are rendered inside."""

    permission = VIEW
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        with ExitStack() as sight:
            if request.user.is_dpo:
                sight.enter_context(all_services("the DPO handles a breach"))
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def rows(self):
        """Those in sight: whoever signs in to an account in question reads nothing of it."""
        return Breach.objects.exclude(account=self.request.user).select_related("service")

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()[:-2]
        return [
            *items,
            {"url": reverse("rights:breaches"), "label": "Violations de données"},
            {"url": "", "label": self.get_page_subtitle() or self.get_page_title()},
        ]


class BreachesView(BreachScreen):
    page_title = "Registre des violations de données"
    template_name = "matching/rights/breaches.html"

    def get(self, request):
        rows = self.rows().first_due()
        now = timezone.now()
        return self.show(
            rows=[(row, row.hours_left(now)) for row in rows],
            may_add=request.user.has_perm(ADD),
        )


class DeclareView(BreachScreen):
    permission = ADD
    page_title = "Noter une violation de données"
    template_name = "matching/rights/declare.html"

    def get(self, request):
        return self.show(form=self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        typed = form.cleaned_data
        service = form.service or self.service_of(typed["account"])
        if service is None:
            form.add_error(None, "Dites quel dossier, ou quel compte : aucun service n'est trouvé.")
            return self.show(form=form)
        breach = Breach.objects.create(service_id=service, recorded_by=request.user, **typed)
        if not request.user.has_perm(VIEW) or breach.account == request.user:
            messages.success(
                request,
                f"{breach.code} est au registre : un coordonnateur et le DPO s'en occupent.",
            )
            return HttpResponseRedirect(reverse("wagtailadmin_home"))
        messages.success(request, f"{breach.code} est au registre. Arrêtez-la d'abord.")
        return HttpResponseRedirect(reverse("rights:breach", args=[breach.code]))

    def form(self, data=None):
        accounts = User.objects.all()
        if not self.request.user.is_dpo:
            accounts = accounts.seeing_any(self.request.services)
        return DeclareForm(data, accounts=accounts)

    def service_of(self, account) -> int | None:
        """Where it is filed: the account's first service, else the declarer's."""
        theirs = PerimeterGrant.objects.services_of(account) if account else []
        if not self.request.user.is_dpo:
            mine = self.request.services
            theirs = [pk for pk in theirs if pk in mine] or list(mine)
        return next(iter(theirs), None)


class BreachView(BreachScreen):
    """GET shows; POST makes the step that the address names."""

    template_name = "matching/rights/breach.html"
    http_method_names = ["get", "post"]

    def dispatch(self, request, *args, **kwargs):
        self.code = kwargs["code"]
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return "Violation"

    def get_page_subtitle(self):
        return self.code

    @property
    def url(self) -> str:
        return reverse("rights:breach", args=[self.code])

    def find(self) -> Breach:
        rows = self.rows().select_related(
            "account", "stopped_by", "recorded_by", "closed_by", "cnil_told_by", "people_told_by"
        )
        return get_object_or_404(rows, code=self.code)

    def get(self, request, code, step=""):
        breach = self.find()
        return HttpResponseRedirect(self.url) if step else self.page(breach)

    def post(self, request, code, step=""):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        if step not in DONE:
            raise Http404
        breach = self.find()
        if breach.closed_at:
            messages.error(request, "Cette violation est close : elle ne change plus.")
            return HttpResponseRedirect(self.url)
        form = self.form(step, breach, request.POST) if step in FORMS else None
        if form is not None and not form.is_valid():
            return self.page(breach, step, form)
        try:
            self.perform(breach, step, form)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, DRAFT if self.is_draft(step) else DONE[step])
        return HttpResponseRedirect(self.url)

    def is_draft(self, step) -> bool:
        """Whether the text of a notice is kept, and nothing said to be sent."""
        return step in TOLD_BY and "draft" in self.request.POST

    def perform(self, breach, step, form) -> None:
        user = self.request.user
        match step:
            case "arreter":
                return stop(breach, by=user)
            case "noter":
                return note_stopped(breach, by=user)
            case "lien":
                return withdraw(breach, key_of(self.request.POST.get("link", "")), by=user)
        if form is not None:
            for name, value in form.cleaned_data.items():
                setattr(breach, name, value)
            if step in TOLD_BY and not self.is_draft(step):
                setattr(breach, TOLD_BY[step], user)
        else:
            breach.closed_at, breach.closed_by = timezone.now(), user
        try:
            breach.validate_constraints()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        with transaction.atomic():
            breach.save()

    def form(self, step, breach, data=None):
        more = {}
        if step in TOLD_BY:
            more = {"breach": breach, "draft": data is not None and self.is_draft(step)}
        names = FORMS[step].base_fields
        initial = {name: getattr(breach, name) for name in names if getattr(breach, name)}
        for name in PROPOSED.keys() & names.keys() - initial.keys():
            initial[name] = PROPOSED[name](breach)
        return FORMS[step](data, prefix=step, initial=initial, **more)

    def page(self, breach, step="", filled=None):
        shown = {name: filled if name == step else self.form(name, breach) for name in FORMS}
        evidence = evidence_of(breach)
        return self.show(
            breach=breach,
            breach_url=self.url,
            hours=breach.hours_left(),
            evidence=evidence,
            # Once, even where no link opens any more: it is then said stopped.
            may_stop=bool(breach.account_id or evidence.links or not breach.stopped_at),
            may_note=not breach.stopped_at
            and bool(evidence.links)
            and bool(evidence.withdrawn_since(breach.happened_at)),
            lacking=[item.title for item in notices.for_the_cnil(breach) if not item.given],
            to_tell=notices.to_tell(breach) if breach.must_tell_people else [],
            names_shown=self.request.user.sees_persons,
            tells_people=breach.risk == BreachRisk.HIGH,
            judge=shown["evaluer"],
            notice=shown["cnil"],
            people=shown["personnes"],
            may_change=self.request.user.has_perm(CHANGE) and breach.closed_at is None,
        )


class BreachSheetView(BreachView):
    """To print: what the register keeps of a breach, with the notices as they were sent."""

    template_name = "matching/rights/sheet.html"
    http_method_names = ["get"]

    def get(self, request, code):
        breach = self.find()
        return self.show(
            title=f"Violation {breach.code}",
            about="Registre des violations de données (RGPD, article 33.5)",
            facts=register.facts_of(breach),
            lines=register.lines_of(breach),
            texts=register.texts_of(breach),
            back_url=self.url,
        )
