"""Records without pydantic: what they refuse, and that they behave like named tuples."""

import pytest

from connlint.models.plain import Plain


class Point(Plain):
    x: int
    y: int
    name: str = ""


class Open(Plain, frozen=False):
    x: int = 0


@pytest.mark.parametrize(
    "values, named",
    [
        ((), {}),
        ((1,), {}),
        ((1,), {"x": 1}),
        ((1, 2, "a", 4), {}),
        ((1, 2), {"y": 3}),
        ((1, 2), {"z": 3}),
        ((), {"x": 1, "name": "a"}),
    ],
)
def test_what_does_not_fit_is_refused(values, named):
    with pytest.raises(TypeError, match="Point takes x, y, name"):
        Point(*values, **named)


def test_it_cannot_be_changed():
    point = Point(1, 2)
    with pytest.raises(AttributeError, match="Point cannot be changed"):
        point.x = 3
    assert point.x == 1


def test_an_open_one_can():
    record = Open()
    record.x = 3
    assert record.x == 3
    assert Open().x == 0


def test_it_is_equal_to_one_of_its_class_with_the_same_values():
    assert Point(1, 2) == Point(y=2, x=1, name="")
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert Point(1, 2) != Point(1, 3)
    assert Open(1) != Point(1, 2)
    assert Point(1, 2) != (1, 2, "")


def test_a_changed_copy_leaves_the_record_alone():
    point = Point(1, 2, "a")
    assert point.changed(y=5) == Point(1, 5, "a")
    assert point.y == 2
    with pytest.raises(TypeError):
        point.changed(z=1)


def test_it_shows_its_values():
    assert repr(Point(1, 2)) == "Point(x=1, y=2, name='')"
