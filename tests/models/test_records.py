"""Records take what they have, and say what they do not."""

import pytest

from connlint.models.django import Alias
from connlint.models.place import Place


def test_a_field_that_is_not_there():
    with pytest.raises(TypeError, match="Alias has no nam, plce"):
        Alias(name="default", nam="x", plce=None)


def test_a_field_that_is_missing():
    with pytest.raises(TypeError, match="name is missing"):
        Alias(place=Place(file="a", line=1, column=1, end_line=1, end_column=1))


def test_defaults_are_not_shared():
    first, second = Alias(name="a"), Alias(name="b")
    assert first.settings == second.settings == {}
    assert first.settings is not second.settings
