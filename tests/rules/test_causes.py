"""One root cause is one finding, and grouping never makes a finding less severe."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from connlint.models.finding import Finding, Location
from connlint.models.place import Place
from connlint.rules.causes import one_for_each_cause
from connlint.rules.gather import Record
from tests.rules.stacks import GONE, Files

RANK = ["note", "warning", "error"]
CODES = ["CL1", "CL2", "CL3", "CL4"]
PLACE = Place(file="settings.py", line=1, column=1, end_line=1, end_column=2)


def record(code, severity="warning", supersedes=(), anchor=None, literals=(), *, evidence="proved"):
    finding = Finding(
        code=code,
        name=code.lower(),
        severity=severity,
        evidence=evidence,
        message=f"{code} speaks",
        locations=(Location(place=PLACE),),
        subject="default",
    )
    return Record(
        SimpleNamespace(code=code, supersedes=supersedes), SimpleNamespace(anchor=anchor or {}), literals, finding
    )


def told(records):
    return [(one.finding.code, one.finding.severity, [note.code for note in one.finding.related]) for one in records]


def test_a_warning_takes_no_error_away():
    found = one_for_each_cause([record("CL1", "warning", ["CL2"]), record("CL2", "error")])
    assert told(found) == [("CL1", "warning", []), ("CL2", "error", [])]


def test_what_is_known_takes_a_convention_away():
    found = one_for_each_cause([record("CL1", "note", ["CL2"]), record("CL2", "warning", evidence="convention")])
    assert told(found) == [("CL1", "note", ["CL2"])]


def test_a_convention_takes_no_graver_convention_away():
    records = [record("CL1", "note", ["CL2"], evidence="convention"), record("CL2", evidence="convention")]
    assert told(one_for_each_cause(records)) == [("CL1", "note", []), ("CL2", "warning", [])]


def test_of_two_causes_the_one_that_is_grave_enough_tells():
    causes = [record("CL1", "note", ["CL3"]), record("CL2", "error", ["CL3"])]
    found = one_for_each_cause([*causes, record("CL3", "warning")])
    assert told(found) == [("CL1", "note", []), ("CL2", "error", ["CL3"])]


def test_an_error_that_explains_a_note_stays_an_error():
    found = one_for_each_cause([record("CL2", "note"), record("CL1", "error", ["CL2"])])
    assert told(found) == [("CL1", "error", ["CL2"])]


def test_what_is_about_something_else_stays():
    first = record("CL1", "error", ["CL2"], {"alias": 1})
    found = one_for_each_cause([first, record("CL2", "error", (), {"alias": 2})])
    assert told(found) == [("CL1", "error", []), ("CL2", "error", [])]


def test_the_cause_of_a_cause_tells_all():
    chain = [record("CL1", "error", ["CL2"]), record("CL2", "warning", ["CL3"]), record("CL3", "note")]
    assert told(one_for_each_cause(chain)) == [("CL1", "error", ["CL2", "CL3"])]


def test_a_circle_keeps_its_first():
    circle = [record("CL1", "error", ["CL2"]), record("CL2", "error", ["CL1"])]
    assert told(one_for_each_cause(circle)) == [("CL1", "error", ["CL2"])]


RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(CODES),
        st.sampled_from(RANK),
        st.lists(st.sampled_from(CODES), max_size=3),
        st.dictionaries(st.sampled_from(["alias", "pooler"]), st.integers(0, 1)),
        st.lists(st.tuples(st.sampled_from(["DEBUG", "CI"]), st.booleans()), max_size=2).map(tuple),
    ),
    max_size=7,
)


@given(RECORDS)
def test_the_worst_severity_never_sinks_and_no_code_is_lost(records):
    found = one_for_each_cause(records)
    before = [RANK.index(one.finding.severity) for one in records]
    assert max((RANK.index(one.finding.severity) for one in found), default=0) == max(before, default=0)
    spoken = {one.finding.code for one in found} | {note.code for one in found for note in one.finding.related}
    assert spoken == {one.finding.code for one in records}


def test_a_native_pool_that_passes_max_connections_is_an_error(tmp_path):
    alias = {"HOST": "db.internal", "PORT": 5432, "CONN_MAX_AGE": 0, "OPTIONS": {"pool": {"max_size": 30}}}
    files = Files(pooler=GONE, alias=alias)
    found = [one for one in files.findings(tmp_path) if one.code == "CL306"]
    assert [(one.severity, [note.code for note in one.related]) for one in found] == [("error", ["CL304"])]
