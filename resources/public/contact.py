"""« Ça m’intéresse », « saisir la MLDS », « trouver mon service »: each reaches somebody."""

from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.forms import BaseForm
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from home.frame import current
from offers.actions import ANSWER_INTEREST
from offers.models import Offer
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.messaging.post import Recipient, post
from psf.perimeter.models import PerimeterGrant
from psf.proconnect.visitor import is_on
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.throttles.limits import Limit, address_of
from psf.throttles.waiting import tell_to_wait
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from resources.public.forms import InterestForm, MldsForm, ServiceForm

WRITES = Limit("public.write", tries=10, seconds=3600)
TOO_MANY = (
    "Vous avez déjà écrit plusieurs fois depuis une heure. Rien n’est perdu : réessayez dans {wait},"
    " ou téléphonez au service de votre commune."
)
SENT = "envoye"
# What the letters mean, and who calls which.
WHO_CALLS = {
    ServiceKind.MLDS: (
        "MLDS : mission de lutte contre le décrochage scolaire. À appeler si le jeune est encore"
        " inscrit dans un établissement, ou si vous êtes une entreprise."
    ),
    ServiceKind.PSAD: (
        "PSAD : plateforme de suivi et d’appui aux décrocheurs. À appeler si le jeune a quitté"
        " l’école : elle l’oriente vers une solution."
    ),
}


def under(kind: str, here: str) -> dict:
    """What the breadcrumb needs: the page of that kind above, if it is published, and this one."""
    page = current().first(kind)
    return {"crumbs": [page] if page else [], "here": here}


def once(what: str, form) -> str:
    """The key of a message: the same words sent twice the same day are written once."""
    said = "|".join(f"{k}={v}" for k, v in sorted(form.cleaned_data.items(), key=str))
    # With the site's key: the words can't be guessed from what stays of them.
    mac = salted_hmac("resources.once", f"{what}|{said}|{timezone.localdate()}", algorithm="sha256")
    digest = mac.hexdigest()
    return f"public:{what}:{digest[:40]}"


@method_decorator(never_cache, name="dispatch")
class WrittenView(View):
    """A form that is sent by POST, then thanks at an address that can be reloaded."""

    form_class: type[BaseForm] | None = None
    template_name = ""

    def get(self, request, **kwargs):
        sent = request.GET.get("etat") == SENT
        return self.shown(None if sent else self.form_class(), sent=sent)

    def post(self, request, **kwargs):
        form = self.form_class(request.POST)
        if form.is_valid():
            if WRITES.allows(who := address_of(request)):
                self.write(form)
                return redirect(f"{request.path}?etat={SENT}")
            wait = tell_to_wait(request, WRITES.wait(who))
            form.add_error(None, TOO_MANY.format(wait=wait))
        return self.shown(form, sent=False)

    def shown(self, form, **context):
        return render(self.request, self.template_name, {"form": form, **self.about(), **context})

    def about(self) -> dict:
        raise NotImplementedError


class InterestView(WrittenView):
    """The service that follows the offer gets an action, and a message with whom to call back."""

    form_class = InterestForm
    template_name = "resources/public/interest.html"

    def dispatch(self, request, code, **kwargs):
        offers = Offer.objects.available().select_related("service__department")
        self.offer = offers.filter(code=code).first()
        if self.offer is None and request.GET.get("etat") != SENT:
            raise Http404("no such offer")
        return super().dispatch(request, **kwargs)

    def about(self):
        return {
            **under("offerspage", "Ça m’intéresse"),
            "offer": self.offer,
            "service": self.offer.service if self.offer else None,
        }

    def write(self, form):
        service = self.offer.service
        message = post(
            "public_interest",
            self.offer,
            Recipient(name=service.name, email=service.email, phone=service.phone),
            values={
                "code": self.offer.code,
                "lieu": self.offer.places,
                "qui": form.cleaned_data["who"],
                "nom": form.cleaned_data["name"],
                "joindre": form.reach,
            },
            cause="Site public : « ça m’intéresse »",
            key=once(self.offer.code, form),
        )
        if message is not None:
            open_action(self.offer, ANSWER_INTEREST, journal=Journal())


class MldsView(WrittenView):
    """The région's chargé de mission reads it; the national team where there is none."""

    form_class = MldsForm
    template_name = "resources/public/mlds.html"

    def about(self):
        return under("contactpage", "Saisir la MLDS")

    def write(self, form):
        data = form.cleaned_data
        post(
            "public_mlds",
            None,
            recipient_in(data["region"]),
            values={
                "region": data["region"].name,
                "objet": data["subject"],
                "organisme": data["organisation"],
                "nom": data["name"],
                "joindre": form.reach,
                "texte": data["text"],
            },
            cause="Site public : « saisir la MLDS »",
            key=once("mlds", form),
        )


def recipient_in(region) -> Recipient:
    """Who answers buyers of a région académique."""
    grants = PerimeterGrant.objects.in_force().filter(Q(region=region) | Q(academy__region=region))
    users = User.objects.filter(is_active=True, perimeter_grants__in=grants).exclude(email="")
    user = (
        users.filter(groups__name=Role.REGIONAL).order_by("pk").first()
        or users.filter(groups__name=Role.ACADEMIC).order_by("pk").first()
        or User.objects.filter(is_active=True, groups__name=Role.NATIONAL)
        .exclude(email="")
        .order_by("pk")
        .first()
    )
    if user is not None:
        return Recipient(name=user.get_full_name(), email=user.email, user=user)
    try:
        service = Service.objects.national()
    except ObjectDoesNotExist:
        return Recipient(name="Équipe nationale")
    return Recipient(name=service.name, email=service.email, phone=service.phone)


class LostLinkView(TemplateView):
    """Where a personal link is found again, by role: it is sent to its own address, nowhere else."""

    template_name = "resources/public/lost_link.html"

    def get_context_data(self, **kwargs):
        by_proconnect = settings.PROCONNECT_LANDING if is_on() else ""
        return super().get_context_data(
            **kwargs, by_proconnect=by_proconnect, **under("contactpage", "Retrouver mon lien")
        )


@method_decorator(never_cache, name="dispatch")
class FindServiceView(View):
    """A commune typed, the services that follow young people there, and their telephone."""

    def get(self, request):
        form = ServiceForm(request.GET if "commune" in request.GET else None)
        context = under("contactpage", "Trouver mon service")
        context |= {"form": form, "communes": [], "services": [], "commune": None}
        if form.is_bound and form.is_valid():
            context["communes"] = form.found
            if len(form.found) == 1:
                context["commune"] = commune = form.found[0]
                services = Service.objects.following(commune)
                context["services"] = [
                    (WHO_CALLS.get(kind, ""), list(same))
                    for kind, same in groupby(services, key=attrgetter("kind"))
                ]
        return render(request, "resources/public/service.html", context)
