"""Who sees, shares and changes a view; by which one a list opens."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from psf.accounts.roles import Role
from psf.codes import key_of
from psf.list_views.models import DefaultView, SavedView, Sharing
from psf.territories.models import Academy, Service


@dataclass(frozen=True, slots=True)
class Place:
    """With whom a view may be shared; `slug` stands in a form: « service-12 »."""

    slug: str
    label: str
    service: Service | None = None
    academy: Academy | None = None
    national: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        return {"service": self.service, "academy": self.academy, "national": self.national}


NOBODY = Place(Sharing.NOBODY.value, "personne")


def places_of(request) -> list[Place]:
    """With whom this person may share: a coordinator with their services, who leads an académie with it."""
    user, found = request.user, [NOBODY]
    if user.is_coordinator:
        services = Service.objects.filter(pk__in=request.services).order_by("name", "pk")
        found += [Place(f"service-{one.pk}", f"le service {one.name}", one) for one in services]
    found += [
        Place(f"academy-{one.pk}", f"l’académie : {one.name}", academy=one)
        for one in _academies(request)
    ]
    if _is_national(user):
        found.append(Place(Sharing.NATIONAL.value, "tout le pays", national=True))
    return found


def _is_national(user) -> bool:
    return user.is_administrator or Role.NATIONAL in user.roles


def _academies(request) -> list[Academy]:
    """Those whose views this person keeps: an académie's coordinator, of all its services."""
    if not {Role.ACADEMIC, Role.REGIONAL} & request.user.roles:
        return []
    around = Academy.objects.filter(departments__services__in=request.services).distinct()
    return [one for one in around.order_by("name", "pk") if request.user.covers(one)]


def visible(request):
    return SavedView.objects.visible_to(request.user, request.services)


def may_change(request, view: SavedView) -> bool:
    """The owner; once their account is closed, who may share at the same place."""
    if view.owner_id == request.user.pk:
        return True
    return view.owner_id is None and any(_is_at(place, view) for place in places_of(request))


def _is_at(place: Place, view: SavedView) -> bool:
    return place is not NOBODY and place.fields == {
        "service": view.service,
        "academy": view.academy,
        "national": view.national,
    }


@dataclass(frozen=True, slots=True)
class Whose:
    """For whom a view may be the one that opens; `slug` stands in a form."""

    slug: str
    label: str
    fields: dict[str, Any]


ROLES = (
    Role.TUTOR,
    Role.BASIN,
    Role.DEPARTMENTAL,
    Role.ACADEMIC,
    Role.REGIONAL,
    Role.NATIONAL,
)


def openings_of(request, view: SavedView) -> list[Whose]:
    """For whom this person may let `view` open the list: who reads it there."""
    found = [Whose("moi", "pour moi", {"user": request.user})]
    may = [place for place in places_of(request) if _is_at(place, view)]
    if may and (view.academy_id or view.national):
        where = f"dans l’académie : {view.academy.name}" if view.academy else "dans tout le pays"
        found += [
            Whose(
                f"role-{number}",
                f"pour chaque {role.label.lower()} {where}",
                {"role": role.value, "academy": view.academy},
            )
            for number, role in enumerate(ROLES)
        ]
    return found


def open_by(kind: str, view: SavedView, whose: Whose) -> None:
    """From now on the list opens by `view` for these people."""
    fields = {"user": None, "role": "", "academy": None, **whose.fields}
    DefaultView.objects.update_or_create(kind=kind, **fields, defaults={"view": view})


def open_plainly(kind: str, whose: Whose) -> None:
    fields = {"user": None, "role": "", "academy": None, **whose.fields}
    DefaultView.objects.filter(kind=kind, **fields).delete()


def default_of(request, kind: str) -> SavedView | None:
    """The view by which this list opens: one's own choice, that of one's académie, then the country's."""
    user = request.user
    academies = Academy.objects.filter(departments__services__in=request.services).values("pk")
    roles = [role.value for role in Role if role in user.roles]
    rows = DefaultView.objects.filter(kind=kind).filter(
        Q(user=user)
        | Q(role__in=roles, academy__isnull=True)
        | Q(role__in=roles, academy__in=academies)
    )
    found = list(rows.filter(view__in=visible(request).values("pk")).select_related("view"))
    if not found:
        return None

    def rank(one: DefaultView):
        return (
            one.user_id is None,
            one.academy_id is None,
            roles.index(one.role) if one.role else 0,
            one.pk,
        )

    return min(found, key=rank).view


def of_key(request, key: str) -> SavedView | None:
    """The view of this key, if this person sees it."""
    return visible(request).select_related("base", "service", "academy").filter(key=key).first()


def named(request, kind: str) -> list[SavedView]:
    """Views of a list that have a name: one's own first."""
    rows = visible(request).named().of_list(kind).select_related("service", "academy", "owner")
    return sorted(rows, key=lambda view: (view.owner_id != request.user.pk, view.name.casefold()))


def draft_of(request, kind: str) -> SavedView:
    """What this person is trying on a list, saved or not yet."""
    rows = SavedView.objects.of_list(kind).filter(owner=request.user, name="")
    return rows.first() or SavedView(owner=request.user, kind=kind)


def place_of(request, slug: str) -> Place | None:
    return next((place for place in places_of(request) if place.slug == slug), None)


def slug_of(view: SavedView) -> str:
    """That of the place with which a view is shared."""
    match view.sharing:
        case Sharing.SERVICE:
            return f"service-{key_of(str(view.service_id))}"
        case Sharing.ACADEMY:
            return f"academy-{view.academy_id}"
    return view.sharing.value
