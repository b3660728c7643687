"""Reading, adding and changing one young person's record."""

from django.db import IntegrityError, ProgrammingError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from psycopg.errors import InsufficientPrivilege
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView, HistoryView, InspectView

from matching.models import Guardian, Youth
from matching.youths.exchanges.panel import ExchangesPanel
from matching.youths.viewsets.youth_index import record_buttons, youth_url
from matching.youths.wishes import chosen_fields
from psf.perimeter.access import Door, record_access
from psf.perimeter.models import AccessLog
from psf.workflow.errors import Refused, refusal_of

CONSULTATIONS_SHOWN = 20


class RefusedByTheDatabase:
    """What the database refuses comes back in the form, with everything that was typed.

    Rows out of sight pass the form's checks: an INE held elsewhere breaks a unique index, a service
    out of sight breaks the row rule.
    """

    def form_valid(self, form):
        adding = form.instance._state.adding
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError as error:
            self._explain(form, error)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            form.add_error(None, "Ce service n'est plus dans votre périmètre.")
        except Refused as refusal:
            form.add_error(None, refusal)
        else:
            if form.instance.age_warning:
                messages.warning(self.request, form.instance.age_warning)
            return response
        if adding:
            form.instance.pk, form.instance._state.adding = None, True
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def _explain(self, form, error):
        if error.__cause__.diag.constraint_name == "youth_ine_once":
            form.refuse_same_ine()
        else:
            form.add_error(None, refusal_of(error, Youth, Guardian))


class ToRecord:
    """After saving, the record itself: the place to check what was typed."""

    def get_success_url(self):
        return youth_url("inspect", self.object)

    def get_success_buttons(self):
        return []


@method_decorator(sensitive_post_parameters(), name="dispatch")
class YouthCreateView(RefusedByTheDatabase, ToRecord, CreateView):
    page_title = "Nouveau jeune"
    success_message = "Dossier %(object)s créé."
    error_message = "Le dossier n'est pas encore enregistré : voyez les messages ci-dessous."

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]


@method_decorator(sensitive_post_parameters(), name="dispatch")
class YouthEditView(RefusedByTheDatabase, ToRecord, EditView):
    success_message = "Dossier %(object)s modifié."
    error_message = "Le dossier n'est pas encore enregistré : voyez les messages ci-dessous."

    def dispatch(self, request, *args, **kwargs):
        if self.object.merged_into_id or self.object.anonymised_on:
            messages.warning(request, f"Le dossier {self.object} n'est plus modifiable.")
            return redirect(youth_url("inspect", self.object))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        record_access(request, self.object, Door.FORM)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.object.code


class YouthInspectView(InspectView):
    """The whole record on one page: who, how to reach, what happened, who looked."""

    template_name = "matching/registry/youth_record.html"
    page_title = "Fiche"

    def get(self, request, *args, **kwargs):
        record_access(request, self.object, Door.FORM)
        return super().get(request, *args, **kwargs)

    def get_object(self, queryset=None):
        return get_object_or_404(
            Youth.objects.select_related(
                "service", "tutor", "commune", "last_school", "merged_into"
            ),
            pk=self.pk,
        )

    def get_fields_context(self):
        return []

    @cached_property
    def header_more_buttons(self):
        return record_buttons(self.request.user, self.object)

    def get_context_data(self, **kwargs):
        youth = self.object
        placements = youth.placements.select_related(
            "offer__company", "host_slot__commune", "tutor"
        )
        return super().get_context_data(**kwargs) | {
            "youth": youth,
            "wishes": chosen_fields(youth),
            "guardians": Guardian.objects.filter(youth=youth),
            "exchanges": ExchangesPanel(youth, self.request.user, youth_url("inspect", youth)),
            "placements": placements,
            "may_propose": not youth.merged_into_id
            and not any(placement.is_active for placement in placements),
            "consultations": AccessLog.objects.filter(record=youth.pk).naming_readers()[
                :CONSULTATIONS_SHOWN
            ],
            "merged": youth.merged.all(),
            "index_url": reverse(self.index_url_name),
        }


class YouthHistoryView(HistoryView):
    """Wagtail's history: codes only, through the protected log."""

    any_permission_required = ["change"]
