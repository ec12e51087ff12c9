"""What a person reads for what a program holds."""

from connlint.models.stack import Term
from connlint.reporters.words import details, term_lines

from .conftest import finding, place
from .test_frames import at


def test_a_number_that_is_not_there_is_not_set():
    assert term_lines((Term(term="statement_timeout", value=None), Term(term="query_timeout", value=25))) == [
        "not set  statement_timeout",
        "     25  query_timeout",
    ]


def test_no_file_name_breaks_a_line():
    terms = (Term(term="t", value=1, origin=place("a\nb.ini", 1, 1, 2)),)
    lines = details(finding(locations=(at("s.py", 1, 1, 2), at("a\nb.ini", 2, 1, 2, "label")), arithmetic=terms))
    assert not [line for line in lines if "a\nb" in line]
    assert "a\\nb.ini:2: label" in lines
