"""Creating and editing: a refusal of the database becomes a message in the form, never an error 500."""

from django.apps import apps
from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.snippets.views import snippets

from offers.permissions import OfferPermissionPolicy
from offers.proposals import told_to
from offers.workflow import declare, lock_offer, settle
from psf.perimeter.scope import services_in_sight
from psf.workflow.journal import Journal

BEATEN = "Quelqu'un vient d'enregistrer la même chose : vérifiez, puis enregistrez à nouveau."
FOREIGN_KEY_VIOLATION = "23503"
STILL_USED = (
    "Une ligne supprimée sert encore ailleurs (offre, marché, parcours ou suivi) : elle reste."
    " Indiquez plutôt la date de départ, ou fermez le lieu d'accueil."
)


def refusal(error: IntegrityError) -> str:
    """Return the French message of the constraint that `error` broke."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_app_config("offers").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    return BEATEN


def is_still_used(error: IntegrityError) -> bool:
    """Whether something refers to a row removed: Django, or the database itself, says so."""
    code = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, ProtectedError | RestrictedError) or code == FOREIGN_KEY_VIOLATION


class KeepsWhatWasTyped:
    """Two people at once: one wins, the other reads why and finds the form as it was."""

    error_message = "Rien n'est enregistré : corrigez ce qui est signalé dans le formulaire."

    def form_valid(self, form):
        created = form.instance.pk is None
        try:
            return super().form_valid(form)
        except IntegrityError as error:
            message = STILL_USED if is_still_used(error) else None
            form.add_error(None, message or refusal(error))
        if created:
            form.instance.pk = None
            form.instance._state.adding = True
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def save_instance(self):
        """Save, and ask the database at once what it would refuse at the end of the request.

        A row under the perimeter may hang on what was removed here without being in sight.
        """
        instance = super().save_instance()
        connection.check_constraints()
        return instance

    def get_success_url(self):
        """Show what was recorded."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_success_message(self, instance=None):
        return f"« {instance or self.object} » : enregistré."

    def get_success_buttons(self):
        return []


class RegistryCreateView(KeepsWhatWasTyped, snippets.CreateView):
    inspect_url_name = None

    def get_breadcrumbs_items(self):
        *items, last = super().get_breadcrumbs_items()
        return [*items, {**last, "label": self.get_page_subtitle()}]


class RegistryEditView(KeepsWhatWasTyped, snippets.EditView):
    pass


class ContactsEditView(RegistryEditView):
    """People shared by several services: what was typed of one serves one's own files alone."""

    def get_success_message(self, instance=None):
        said = told_to(self.object, self.form.said_of, services_in_sight())
        return " ".join(filter(None, (super().get_success_message(instance), said)))


class WarnsAboutOffer:
    """What a coordinator may do, but had better know."""

    def save_action(self):
        response = super().save_action()
        for sentence in self.object.warnings():
            messages.warning(self.request, sentence)
        return response


class OfferCreateView(WarnsAboutOffer, RegistryCreateView):
    def save_instance(self):
        offer = super().save_instance()
        declare(offer, by=self.request.user)
        return offer


class OfferEditView(WarnsAboutOffer, RegistryEditView):
    """Offers of other services are read, not written. The action of an offer follows its hours and places."""

    def save_instance(self):
        offer = super().save_instance()
        settle(lock_offer(offer.pk), journal=Journal())
        return offer

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            return super().dispatch(request, *args, **kwargs)
        offer = self.get_object()
        policy = OfferPermissionPolicy(self.model)
        if policy.user_has_permission_for_instance(request.user, "change", offer):
            return super().dispatch(request, *args, **kwargs)
        messages.error(
            request,
            f"L'offre {offer} est suivie par « {offer.service} », hors de votre périmètre : vous"
            " pouvez la lire, pas la modifier.",
        )
        return redirect(self.inspect_url_name, offer.pk)


class RegistryDeleteView(snippets.DeleteView):
    """Nothing on which a trace hangs is deleted."""

    def delete_action(self):
        with transaction.atomic():
            super().delete_action()
            connection.check_constraints()

    def form_valid(self, form):
        if not self.user_has_permission_for_instance("delete", self.object):
            return self._refuse("Cette fiche est hors de votre périmètre.")
        try:
            return super().form_valid(form)
        except IntegrityError:
            return self._refuse(
                f"« {self.object} » ne peut pas être supprimé : d'autres fiches ou un suivi en"
                " dépendent. Fermez-le, ou fusionnez les doublons."
            )

    def _refuse(self, sentence):
        messages.error(self.request, sentence)
        return HttpResponseRedirect(reverse(self.index_url_name))
