"""Fixes change what they say and nothing else, byte for byte."""

import pytest

from connlint.lint.fixes import Change, diff, plan_fixes, write_changes
from connlint.models.finding import Edit, Finding, Fix, Location, Result
from connlint.models.place import Place
from connlint.sources.errors import UnreadableError


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def to(data, name="p.ini"):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return to


def finding(*edits, safe=True, file="p.ini"):
    places = [
        (Place(file=file, line=line, column=column, end_line=end_line, end_column=end_column), text)
        for line, column, end_line, end_column, text in edits
    ]
    fix = Fix(description="d", safe=safe, edits=tuple(Edit(place=place, text=text) for place, text in places))
    return Finding(
        code="CL701",
        name="n",
        severity="error",
        evidence="proved",
        message="m",
        locations=(Location(place=places[0][0]),),
        fix=fix,
    )


def applied(path, *findings, unsafe=False):
    changes, number = plan_fixes(Result(findings=findings), unsafe=unsafe)
    write_changes(changes)
    return path.read_bytes(), number


def test_without_fixes_nothing_is_touched(write):
    path = write(b"a = 1\n")
    bare = finding((1, 1, 1, 2, "b")).model_copy(update={"fix": None})
    assert applied(path, bare) == (b"a = 1\n", 0)


def test_an_unsafe_fix_wants_to_be_asked_for(write):
    path = write(b"a = 1\n")
    edit = (1, 1, 1, 2, "b")
    assert applied(path, finding(edit, safe=False)) == (b"a = 1\n", 0)
    assert applied(path, finding(edit, safe=False), unsafe=True) == (b"b = 1\n", 1)


@pytest.mark.parametrize(
    "before, after",
    [
        (b"a = 1\r\nb = 2\r\n", b"a = 1\r\nb = 3\r\n"),
        (b"a = 1\rb = 2\r", b"a = 1\rb = 3\r"),
        (b"\xef\xbb\xbfa = 1\nb = 2", b"\xef\xbb\xbfa = 1\nb = 3"),
        ("é = 1\nb = 2 日".encode(), "é = 1\nb = 3 日".encode()),
    ],
)
def test_line_ends_and_marks_stay(write, before, after):
    assert applied(write(before), finding((2, 5, 2, 6, "3"))) == (after, 1)


def test_several_fixes_of_a_file(write):
    path = write(b"a = 1\nb = 2\n")
    assert applied(path, finding((1, 5, 1, 6, "100")), finding((2, 1, 2, 2, "long"))) == (b"a = 100\nlong = 2\n", 2)


def test_an_edit_over_several_lines(write):
    assert applied(write(b"a\nb\nc\n"), finding((1, 1, 3, 1, ""))) == (b"c\n", 1)


@pytest.mark.parametrize("other", [(1, 1, 1, 3, "x"), (1, 2, 1, 4, "x"), (1, 1, 1, 1, "x")])
def test_of_overlapping_fixes_the_first_wins(write, other):
    assert applied(write(b"abcd\n"), finding((1, 1, 1, 4, "z")), finding(other)) == (b"zd\n", 1)


def test_a_fix_is_applied_whole_or_not_at_all(write):
    first, second = finding((1, 1, 1, 2, "x")), finding((1, 1, 1, 2, "y"), (2, 1, 2, 2, "y"))
    assert applied(write(b"a\nb\n"), first, second) == (b"x\nb\n", 1)


def test_the_diff_is_unified(write):
    write(b"a = 1\nb = 2\n")
    (change,), _ = plan_fixes(Result(findings=(finding((2, 5, 2, 6, "3")),)), unsafe=False)
    assert list(diff(change)) == ["--- a/p.ini", "+++ b/p.ini", "@@ -1,2 +1,2 @@", " a = 1", "-b = 2", "+b = 3"]


def test_a_file_that_is_gone_is_one_line(write):
    path = write(b"a = 1\n")
    changes, _ = plan_fixes(Result(findings=(finding((1, 1, 1, 2, "b")),)), unsafe=False)
    path.unlink()
    path.mkdir()
    with pytest.raises(UnreadableError, match="is a directory; name a file in it"):
        write_changes(changes)


def test_a_file_that_cannot_be_written_is_one_line(write):
    resource = pytest.importorskip("resource", reason="no limits of a process")
    write(b"a = 1\n")
    changes, _ = plan_fixes(Result(findings=(finding((1, 1, 1, 2, "b")),)), unsafe=False)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        with pytest.raises(UnreadableError, match="cannot be written: File too large"):
            write_changes(changes)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_fixes_of_two_files(write):
    first, second = write(b"a\n"), write(b"a\n", "q.ini")
    both = finding((1, 1, 1, 2, "b")), finding((1, 1, 1, 2, "c"), file="q.ini")
    assert applied(first, *both) == (b"b\n", 2)
    assert second.read_bytes() == b"c\n"


SECRETS = """[databases]
app = host=db passwd=hunter2 pool_sise=3 connect_query='ALTER ROLE a PASSWORD ''hunter4'''
b = host=db password='two words'
[pgbouncer]
auth_ldap_options = ldapbindpasswd="hunter3"
"""


def test_a_diff_shows_no_secrets(write):
    write(SECRETS.encode())
    key, size = finding((2, 15, 2, 21, "password")), finding((2, 30, 2, 39, "pool_size"))
    (change,), _ = plan_fixes(Result(findings=(key, size)), unsafe=False)
    elsewhere = Place(file="q.ini", line=9, column=1, end_line=9, end_column=5)
    text = "\n".join(diff(change, [elsewhere, Place(file="p.ini", line=3, column=22, end_line=3, end_column=33)]))
    assert "hunter" not in text
    assert "words" not in text
    assert "-app = host=db passwd=******** pool_sise=3" in text
    assert "+app = host=db password=******** pool_size=3" in text
    assert " b = host=db password='********'" in text


def test_a_secret_of_several_lines_is_in_no_line_of_a_diff(write):
    write(b'A = ["""first\nsecond"""]\nb = 1\n')
    (change,), _ = plan_fixes(Result(findings=(finding((3, 5, 3, 6, "2")),)), unsafe=False)
    text = "\n".join(diff(change, [Place(file="p.ini", line=1, column=6, end_line=2, end_column=10)]))
    assert "first" not in text
    assert "second" not in text
    assert "-b = 1\n+b = 2" in text


def test_an_encoding_of_python_stays(tmp_path):
    file = tmp_path / "settings.py"
    file.write_bytes(b"# coding: latin-1\nX = '\xe9'\n")
    text = "# coding: latin-1\nX = 'é'  # changed\n"
    write_changes([Change(file=str(file), before="", after=text)])
    assert file.read_bytes() == text.encode("latin-1")
