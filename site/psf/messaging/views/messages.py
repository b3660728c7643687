"""«Messages»: what was written to whom, and what became of it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from psf.csp import shows_mail
from psf.french.moments import numeric_moment
from psf.french.numbers import counted
from psf.list_views.index import OwnViews
from psf.long_lists import LongList
from psf.messaging import preview
from psf.messaging.channels import nothing_leaves
from psf.messaging.enums import DOUBTFUL, DOUBTFUL_STATES, MessageState
from psf.messaging.filters import MessageFilterSet
from psf.messaging.models import Message
from psf.messaging.tasks import wake
from psf.perimeter.access import Door, record_access
from psf.workflow.enums import Actor

# Their names stay on the message's own page, whose consultation is recorded.
FAMILY = frozenset({Actor.YOUTH, Actor.GUARDIAN})
RELATED = ("youth", "placement", "offer", "filing", "user", "service")


def recipient_of(message) -> str:
    """« entreprise : Claude Essai »; no name for a young person or a guardian."""
    role = message.get_recipient_display().capitalize()
    if message.recipient in FAMILY or not message.recipient_name:
        return role
    return f"{role} : {message.recipient_name}"


def file_of(message) -> str:
    """The public code of what the message is about, or ""."""
    subject = message.placement or message.youth or message.offer or message.filing
    # What came by a public form has its code once it is confirmed.
    return (subject.code or "") if subject else ""


def state_in_words(message) -> str:
    """« Envoyé le 22/11/2026 à 10:04, 2 essais »."""
    words = message.get_state_display().capitalize()
    if message.state == MessageState.SENT and message.sent_at:
        words += f" le {numeric_moment(message.sent_at)}"
    if message.attempts:
        words += f", {counted(message.attempts, 'essai')}"
    if message.state == MessageState.QUEUED and message.next_attempt_at > timezone.now():
        words += f", prochain essai le {numeric_moment(message.next_attempt_at)}"
    return words


class MessageIndexView(OwnViews, LongList, generic.IndexView):
    """Rows of the reader's perimeter, newest first; nothing to search: an address would tell."""

    model = Message
    arranged_as = "messages"
    page_title = "Messages"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Message)
    any_permission_required = ["view"]
    template_name = "messaging/messages.html"
    index_url_name = "messaging:index"
    index_results_url_name = "messaging:index_results"
    filterset_class = MessageFilterSet
    is_searchable = False
    default_ordering = ["-created_at", "-pk"]
    paginate_by = 50

    def get_base_queryset(self):
        rows = Message.objects.visible_to(self.request.user, self.request.services)
        return rows.select_related(*RELATED)

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "label",
                label="Message",
                get_url=lambda message: reverse("messaging:message", args=[message.pk]),
            ),
            Column("recipient", label="Destinataire", accessor=recipient_of),
            Column("file", label="Dossier", accessor=file_of, classname="psf-code"),
            StatusTagColumn(
                "state",
                label="État",
                accessor=lambda message: message.get_state_display().capitalize(),
                primary=lambda message: message.state not in DOUBTFUL,
            ),
            Column("trouble", label="Difficulté", classname="psf-wide-only"),
            Column("created_at", label="Écrit", sort_key="created_at", classname="psf-wide-only"),
        ]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, *args, **kwargs):
        to_look_at = self.get_base_queryset().to_look_at().count()
        return super().get_context_data(
            *args,
            to_look_at=to_look_at,
            to_look_at_url=f"{self.index_url}?{DOUBTFUL_STATES}",
            nothing_leaves=nothing_leaves(),
            **kwargs,
        )


class OneMessage:
    """A message of the reader's perimeter, 404 for the others."""

    permission = "messaging.view_message"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        rows = Message.objects.visible_to(request.user, request.services)
        self.message = (
            rows.select_related(*RELATED, "link", "template__academy")
            .filter(pk=kwargs["pk"])
            .first()
        )
        if self.message is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@shows_mail
class MessageView(OneMessage, generic.WagtailAdminTemplateMixin, TemplateView):
    """Recipient, state and its reason, attempts, the text without its link."""

    template_name = "messaging/message.html"
    header_icon = "mail"
    page_title = "Message"

    def get_page_subtitle(self):
        return self.message.label

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("messaging:index"), "label": "Messages"},
            {"url": "", "label": self.message.label},
        ]

    def get_context_data(self, **kwargs):
        message = self.message
        if message.youth:
            record_access(self.request, message.youth, Door.MESSAGE)
        may_settle = self.request.user.has_perm("messaging.change_message")
        return super().get_context_data(
            message=message,
            file=file_of(message),
            doubtful=message.state in DOUBTFUL,
            state=state_in_words(message),
            may_settle=may_settle and message.may_be_settled,
            preview=preview.of_message(message),
            nothing_leaves=nothing_leaves(),
            **kwargs,
        )


class SettleView(OneMessage, View):
    """A person decides what becomes of a doubtful message; two at once, one wins."""

    permission = "messaging.change_message"
    http_method_names = ["post"]
    done = ""

    def settle(self) -> bool:
        raise NotImplementedError

    def post(self, request, pk):
        if self.settle():
            messages.success(request, self.done)
        else:
            messages.warning(request, "Ce message n'attendait plus de décision : rien n'a changé.")
        return HttpResponseRedirect(reverse("messaging:message", args=[pk]))


class SendAgainView(SettleView):
    done = "Le message est remis à l'envoi."

    def settle(self):
        done = bool(self.message.address) and self.message.send_again(by=self.request.user)
        if done:
            wake()
        return done


class SaySentView(SettleView):
    done = "C'est noté : le message est parti."

    def settle(self):
        return self.message.say_sent(by=self.request.user)
