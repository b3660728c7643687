"""People of the accounts' tests: two académies, real passwords, real codes."""

import itertools
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import AcademicRegion, Academy, Department, Service

PASSWORD = "Un-Cartable-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NUMBERS = itertools.count(1)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def territory(db):
    """Créteil (77, 93) and Nice (06): one région and one académie each, one service a département."""

    class Territory:
        pass

    place = Territory()
    place.idf = AcademicRegion.objects.create(code="T1", name="Île-de-France d’essai")
    place.paca = AcademicRegion.objects.create(code="T2", name="Provence d’essai")
    place.creteil = Academy.objects.create(
        code="Y1", name="Créteil d’essai", region=place.idf, holiday_zone="C"
    )
    place.nice = Academy.objects.create(
        code="Y2", name="Nice d’essai", region=place.paca, holiday_zone="B"
    )
    place.d77 = Department.objects.create(code="X77", name="D77", academy=place.creteil)
    place.d93 = Department.objects.create(code="X93", name="D93", academy=place.creteil)
    place.d06 = Department.objects.create(code="X06", name="D06", academy=place.nice)
    for department in (place.d77, place.d93, place.d06):
        name = f"PSAD {department.code}"
        service = Service.objects.create(kind="psad", name=name, department=department)
        setattr(place, department.code.replace("X", "s"), service)
    return place


@pytest.fixture
def make_user(db):
    """`make_user(role, place=None, **fields)`: an active account with that perimeter."""

    def make(*roles, place=None, **fields):
        number = next(NUMBERS)
        user = User.objects.create_user(
            fields.pop("username", f"personne{number}"),
            email=fields.pop("email", f"personne{number}@exemple.fr"),
            password=PASSWORD,
            first_name="Camille",
            last_name=f"Essai{number}",
            **fields,
        )
        user.set_roles(roles)
        if place is not None:
            level = {
                Service: "service",
                Department: "department",
                Academy: "academy",
                AcademicRegion: "region",
            }[type(place)]
            PerimeterGrant.objects.create(user=user, **{level: place}, reason="Essai")
        return user

    return make


def code_now(secret=SECRET):
    """The six digits that an application would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def factor_of(user):
    """Register the application of codes of a user, outside any session."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import encrypt

    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)}
    )


@pytest.fixture
def give_factor(db):
    return factor_of


@pytest.fixture
def sign_in(client, give_factor):
    """Sign a user in as a person does: password, then code when their role asks for it."""

    def sign(user, with_client=client):
        if user.second_factor_required:
            give_factor(user)
        answer = with_client.post(
            reverse("account_login"), {"login": user.username, "password": PASSWORD}
        )
        assert answer.status_code == 302, answer.content.decode()
        if user.second_factor_required:
            answer = with_client.post(reverse("mfa_authenticate"), {"code": code_now()})
            assert answer.status_code == 302, answer.content.decode()
        return with_client

    return sign


__all__ = ["PASSWORD", "SECRET", "code_now", "factor_of"]


@pytest.fixture
def administrator(make_user, sign_in):
    """One who is signed in, by `client`."""
    user = make_user(Role.ADMINISTRATOR)
    user.client = sign_in(user)
    return user
