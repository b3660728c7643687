"""People who sign in. Demonstration accounts: no second factor to carry around in tests."""

import factory

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import AcademicRegion, Academy, Department, Service

LEVELS = {
    Service: "service",
    Department: "department",
    Academy: "academy",
    AcademicRegion: "region",
}


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(roles=[Role.TUTOR], place=service)` holds that role and perimeter."""

    class Meta:
        model = User
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"essai{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@exemple.fr")
    first_name = "Camille"
    # Never a name of a young person of the tests.
    last_name = factory.Sequence(lambda n: f"Collègue{n}")
    phone = "01 99 00 12 34"
    is_demonstration = True

    @factory.post_generation
    def roles(self, create, roles, **kwargs):
        self.set_roles(roles or [])

    @factory.post_generation
    def place(self, create, place, **kwargs):
        if place is not None:
            PerimeterGrant.objects.create(user=self, reason="Essai", **{LEVELS[type(place)]: place})


def coordinator(place, **fields):
    """A coordonnateur de bassin who sees `place`."""
    return UserFactory(roles=[Role.BASIN], place=place, **fields)


def tutor(place, **fields):
    """A tuteur pédagogique who sees `place`."""
    return UserFactory(roles=[Role.TUTOR], place=place, **fields)
