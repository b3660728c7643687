"""A link belongs to an address: what it keeps of one, and what is shown of one."""

import pytest
from django.test import override_settings

from psf.links.addresses import imprint, is_among, masked, normalised
from psf.links.models import Link


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Claude@Exemple.fr", " claude@exemple.fr "),
        ("06 39 98 00 00", "+33639980000"),
        ("0639980000", "06.39.98.00.00"),
    ],
)
def test_the_same_address_written_otherwise_is_the_same(one, other):
    assert imprint(one) == imprint(other)
    assert is_among(imprint(one), [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("claude@exemple.fr", "claude@exemple.com"),
        ("straße@exemple.fr", "strasse@exemple.fr"),
        ("claude@exemple.fr", "claude+1@exemple.fr"),
        ("06 39 98 00 00", "06 39 98 00 01"),
    ],
)
def test_two_addresses_are_two(one, other):
    assert imprint(one) != imprint(other)
    assert not is_among(imprint(one), [other])


@pytest.mark.parametrize("nothing", ["", "   ", "01 99 00 56 78", "bonjour"])
def test_what_receives_nothing_has_no_imprint_and_no_link(nothing):
    assert normalised(nothing) == imprint(nothing) == masked(nothing) == ""
    assert not is_among("", [nothing])
    with pytest.raises(ValueError, match="address"):
        Link.issue("clause", address=nothing)


def test_an_imprint_needs_the_key_of_the_site_and_outlives_a_change_of_key():
    kept = imprint("claude@exemple.fr")
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert not is_among(kept, ["claude@exemple.fr"])
    from django.conf import settings

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert is_among(kept, ["claude@exemple.fr"])


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("claude@exemple.fr", "c…@exemple.fr"),
        ("c@exemple.fr", "…@exemple.fr"),
        ("06 39 98 12 34", "06 •• •• •• 34"),
    ],
)
def test_what_is_shown_of_an_address_does_not_give_it(address, shown):
    assert masked(address) == shown
