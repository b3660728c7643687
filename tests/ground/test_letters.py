"""Letters that only look like the known ones: refused where an address or a name is typed."""

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from offers.enums import BuyerContactRole, ContactRole
from offers.models import BuyerContact, CompanyContact
from psf.accounts.models import Invitation, User
from psf.quantities.letters import refuse_look_alikes, refuse_other_alphabets
from tests.ground.test_typed_forms import every_field

LOOK_ALIKES = [
    "camille@exemрle.fr",
    "camille@соре.fr",
    "camille@exemple.ﬁ",
    "camille@ｅxemple.fr",
    "camille@exem\u200dple.fr",
    "camille@ɡouv.fr",
    "camille@xn--exemle-erf.fr",  # the Cyrillic р, as a machine writes it
    "cami\u212ale@exemple.fr",
]
HONEST = [
    "camille.essai+csf@exemple.fr",
    "camille@évry-courcouronnes.fr",
    "camille@straße.de",
    "ivan@пример.рф",
    "camille@xn--vry-9la.fr",
]


@pytest.mark.parametrize("address", LOOK_ALIKES)
def test_letters_that_only_look_alike_are_refused_wherever_an_address_is_typed(address):
    with pytest.raises(ValidationError, match=r"pas la lettre|caractère invisible"):
        refuse_look_alikes(address)
    with pytest.raises(ValidationError):
        forms.EmailField().clean(address)


@pytest.mark.parametrize("address", HONEST)
def test_honest_addresses_are_taken(address):
    refuse_look_alikes(address)


def test_every_column_and_box_of_an_address_asks():
    columns = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
    ]
    assert len(columns) > 8
    boxes = [field for *_, field in every_field() if isinstance(field, forms.EmailField)]
    assert len(boxes) > 8
    for field in (*columns, *boxes):
        assert refuse_look_alikes in field.validators, field


@pytest.mark.parametrize(
    "name", ["Cаmille", "Сосо", "Ｃamille", "Cami\u200blle", "𝐂amille", "Camiɩle"]
)
def test_a_name_of_other_letters_is_refused(name):
    with pytest.raises(ValidationError, match="ce nom"):
        refuse_other_alphabets(name)
    for row in (
        CompanyContact(name=name, role=ContactRole.HR),
        BuyerContact(name=name, role=BuyerContactRole.BUYER),
        User(first_name=name, last_name="Essai"),
        User(first_name="Camille", last_name=name),
        Invitation(first_name=name, last_name="Essai"),
    ):
        with pytest.raises(ValidationError) as refused:
            row.clean_fields()
        assert {"name", "first_name", "last_name"} & refused.value.error_dict.keys()


@pytest.mark.parametrize(
    "name", ["Éloïse D’Aÿ-Œuvrard", "Nguyễn Văn Ánh", "Łukasz Ørsted", "Jean 3", "O’Brien (RH)"]
)
def test_names_of_people_are_taken(name):
    refuse_other_alphabets(name)
