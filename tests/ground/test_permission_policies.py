"""Who may do what with a row is said once a model, before Wagtail 8 and from then on."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet

from matching.models import MatchingPolicy, Notice, RetentionPolicy, WatchedWords, Youth
from offers.models import Offer
from psf.accounts.grants.viewset import GrantViewSet
from psf.accounts.models import Absence, Invitation, User
from psf.accounts.viewsets import AbsenceViewSet, InvitationViewSet, UserViewSet
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import School, Service
from psf.wagtail_seams.policies import RegisteredPolicy, policy_of

OF_SNIPPETS = [MatchingPolicy, Notice, Offer, RetentionPolicy, School, Service, WatchedWords, Youth]
VIEWSETS = {
    Absence: AbsenceViewSet,
    Invitation: InvitationViewSet,
    PerimeterGrant: GrantViewSet,
    User: UserViewSet,
}


def viewset_of(model):
    get_snippet_models()  # Loads the hooks of every app.
    return VIEWSETS[model]() if model in VIEWSETS else model.snippet_viewset


@pytest.mark.parametrize("model", [*OF_SNIPPETS, *VIEWSETS], ids=lambda model: model.__name__)
def test_every_screen_of_a_record_asks_the_policy_of_its_model(model):
    viewset = viewset_of(model)
    for name in ("index", "add", "edit", "delete"):
        view = getattr(viewset, f"{name}_view")
        made = view.view_class(**view.view_initkwargs)
        assert made.permission_policy is policy_of(model), name


@pytest.mark.parametrize(
    "model",
    [model for model in (*OF_SNIPPETS, *VIEWSETS) if model is not Offer],
    ids=lambda model: model.__name__,
)
def test_no_policy_lets_even_a_superuser_delete(model):
    viewset_of(model)
    root = User(username="root", is_superuser=True, is_active=True)
    assert not policy_of(model).user_has_permission(root, "delete")
    assert not policy_of(model).user_has_any_permission(root, {"delete"})


@pytest.mark.parametrize("base", [ModelViewSet, SnippetViewSet])
def test_a_policy_that_was_forgotten_stops_at_once(base):
    """Wagtail would open the screens to everybody, or let rows be deleted."""

    class Forgotten(RegisteredPolicy, base):
        model = Permission
        form_fields = ["name"]

    with pytest.raises(LookupError, match=r"auth\.Permission"):
        Forgotten().permission_policy  # noqa: B018
