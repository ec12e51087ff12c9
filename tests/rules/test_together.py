"""Problems of one cause are one finding."""

from connlint.models.place import Place
from connlint.models.problem import Problem
from connlint.rules.together import together


def problem(subject, kind="placeholder", file="pgbouncer.ini", **more):
    place = Place(file=file, line=len(subject), column=1, end_line=1, end_column=2)
    return Problem(kind=kind, message=subject, subject=subject, place=place, **more)


def test_few_placeholders_and_other_problems_stay():
    given = [problem("a"), problem("bb"), problem("c", "unknown-key"), problem("d", file="other.ini")]
    assert together(given) == given
    assert together([]) == []


def test_many_placeholders_of_a_file_are_one():
    names = ["listen_port", "pool_mode", "auth_user", "admin_users", "stats_users"]
    found = together([problem("x", "unknown-key"), *(problem(name, fatal=name == "pool_mode") for name in names)])
    assert [one.subject for one in found] == ["x", "listen_port"]
    words = "5 placeholders are left, in listen_port, pool_mode, auth_user, admin_users and 1 more: PgBouncer expands"
    assert found[1].message.startswith(words)
    assert found[1].fatal
    assert found[1].place.line == len("listen_port")
