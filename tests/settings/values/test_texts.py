"""Texts, their methods and formats, patterns, and other plain objects."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import case, forked, raising

R = "import random"
C = "class C:\n    n = 5\n    d = {'k': ['v']}\n    def __str__(self):\n        return 's'\nc = C()"
M = "import re\np = re.compile(r'(?P<a>[a-z]+)(?::(\\d+))?')\nm = p.match('db:5432')"
CASES = {
    "a format with too few values": raising("'{} {}'.format('a')"),
    "a format without its name": raising("'{name}'.format(other=1)"),
    "a format that is not closed": raising("'{'.format(1)"),
    "a format of a text as a number": raising("'{:d}'.format('a')"),
    "a format of a fraction as hexadecimal": raising("'{:x}'.format(1.5)"),
    "a format of a list with a width": raising("'{:5}'.format([])"),
    "a format of none with a width": raising("'{:>5}'.format(None)"),
    "a format of an attribute that is missing": raising("'{0.z}'.format(c)", C),
    "a format of an item that is missing": raising("'{0[z]}'.format({})"),
    "a format map without its name": raising("'{a}'.format_map({})"),
    "a format that mixes": raising("'{} {0}'.format('a')"),
    "an f-string with a wrong spec": raising("f'{5:q}'"),
    "an attribute that no text has": raising("'a'.nothing()"),
    "an attribute that no number has": raising("(5).nothing"),
    "an attribute that no pattern has": raising("p.nothing", M),
    "split by nothing": raising("'a'.split('')"),
    "index of what is not there": raising("'a'.index('b')"),
    "join of numbers": raising("','.join([1])"),
    "join of a number": raising("','.join(5)"),
    "encode in an unknown code": raising("'a'.encode('nothing')"),
    "decode of what does not fit": raising("b'\\xff'.decode()"),
    "upper with an argument": raising("'a'.upper(1)"),
    "a fill of two": raising("'a'.center(5, 'ab')"),
    "bad pattern": raising("re.compile('(')", "import re"),
    "a pattern that is a number": raising("re.match(5, 'a')", "import re"),
    "a text that is none": raising("re.match('a', None)", "import re"),
    "no such group": raising("m.group('z')", M),
    "a match that is none": raising("p.match('!').group()", M),
    "repr of nothing": raising("repr()"),
    "format": case(
        "['{} {}'.format('a', 1), '{1}{0}'.format('a', 'b'), '{a}{b[k][0]}'.format(a=1, b={'k': 'v'}), '{{}}'.format()]"
    ),
    "format with specs": case(
        "['{:>5}|{:<3}|{:^5}'.format('a', 'b', 'c'), '{:05.2f}'.format(1.5), '{:,}'.format(12345), "
        "'{0!r:>5}'.format('a')]"
    ),
    "format of objects": case(
        "['{}'.format(c), '{0.n}'.format(c), '{0.d[k][0]}'.format(c), '{!s}'.format([1]), '{:>3}'.format(c.n)]", C
    ),
    "format of an object with a width": case("f'{c!s:>3}|{c.n:03}'", C),
    "format with names and a map": case("['{a}'.format(**{'a': 1}), '{a}'.format_map({'a': 2}), '{.n}'.format(c)]", C),
    "format with a nested width": case("'{:{}}'.format('a', 5)", "", "a nested format is not modelled"),
    "format with a large width": case("'{:99999}'.format('a') > ''", "", "a very wide format"),
    "f-strings": case(
        "[f'{1 + 1}', f'{\"a\"!r}', f'{1.5:.1f}', f'{[1]}', f'{None}', f'{c}', f'{5:>{3}}', f'{{}}', "
        "f'{\"é\"!a}', f'{True:d}']",
        C,
    ),
    "f-strings with a backslash": case(
        "[f'{a!a}', f'{a!r}', ascii(a), ascii(['é', '\\U0001f600'])]", 'a = "it\'s\\n\\\\ é"'
    ),
    "f-strings of subclasses": case(
        "[f'{N(5)}', f'{N(5):03d}', f'{T(\"a\")}', f'{T(\"a\"):>3}']",
        "class N(int):\n    pass\nclass T(str):\n    pass",
    ),
    "f-strings of dates": case("f'{timedelta(1)}'", "from datetime import timedelta"),
    "methods": case(
        "['Ab'.lower(), 'ab'.upper(), 'ab cd'.title(), 'ab'.capitalize(), 'aB'.swapcase(), "
        "' a '.strip(), 'xax'.strip('x'), 'a'.zfill(3)]"
    ),
    "searches": case(
        "['abc'.find('b'), 'abc'.index('c'), 'abab'.count('ab'), 'abc'.startswith(('x', 'a')), "
        "'abc'.endswith('c'), 'abc'.rfind('z')]"
    ),
    "splits": case(
        "['a,b'.split(','), 'a b  c'.split(), 'a,b,c'.rsplit(',', 1), 'a\\n"
        "b'.splitlines(), 'a=b=c'.partition('='), 'a.b.c'.rpartition('.')]"
    ),
    "joins": case(
        "[','.join(['a', 'b']), ''.join('ab'), '-'.join(x for x in 'ab'), ','.join(('a',)), "
        "','.join({'a': 1}), ','.join({'a': 1}.keys())]"
    ),
    "replacements": case(
        "['aaa'.replace('a', 'b', 2), 'ab'.removeprefix('a'), 'ab'.removesuffix('b'), 'a'.center(3, "
        "'*'), 'a\\tb'.expandtabs(2), 'ab'.ljust(3) + '|']"
    ),
    "tests": case(
        "['1'.isdigit(), 'a'.isalpha(), ' '.isspace(), 'A'.isupper(), 'a1'.isalnum(), "
        "'a'.isidentifier(), 'é'.isascii()]"
    ),
    "codes": case(
        "['é'.encode().decode(), 'a'.encode('ascii') == b'a', b'ab'.decode('ascii'), "
        "b'ab'.upper().decode(), 'é'.encode('ascii', 'ignore').decode()]"
    ),
    "numbers": case("[(5).bit_length(), (1.5).is_integer(), (255).real, (1.5).hex()[:3], (7).numerator, True.real]"),
    "classes of plain objects": case(
        "['a'.__class__.__name__, (5).__class__ is int, None.__class__.__name__, b''.__class__ is bytes]"
    ),
    "a special method of a text": case("'a'.__len__()", "", "str.__len__ is not modelled"),
    "translated texts": case("'a'.translate({97: 'b'})", "", "translate() is not modelled"),
    "a named tuple of a number": case(
        "Decimal('1.5').as_tuple()[0]", "from decimal import Decimal", "as_tuple() gives is not modelled"
    ),
    "decimals": case(
        "[str(Decimal('1.50')), int(Decimal('5')), str(Decimal('1') + 1), Decimal('1') == 1, float(Decimal('.5'))]",
        "from decimal import Decimal",
    ),
    "wrong decimals": raising("Decimal('x')", "from decimal import Decimal"),
    "durations": case(
        "[timedelta(days=1).total_seconds(), timedelta(hours=2).seconds, str(timedelta(1)), "
        "int(timedelta(minutes=5).total_seconds())]",
        "from datetime import timedelta",
    ),
    "a date": case("str(datetime.now())[:2] > ''", "from datetime import datetime", "the time of day"),
    "a long replacement": case("('a' * 5000).replace('', 'b' * 5000) > ''", "", "a very long text"),
    "a wide line": case("'a'.ljust(10 ** 7) > ''", "", "a very long text"),
    "a long join": case("('b' * 5000).join('a' * 500) > ''", "", "a very long text"),
    "patterns": case(
        "[m.group(), m.group('a'), m.groups(), m.groupdict(), m.start('a'), m.end(), m.span(), "
        "m.lastindex, m.string, m['a']]",
        M,
    ),
    "pattern methods": case(
        "[p.findall('a:1 b'), p.sub('x', 'a b'), p.split('1a2'), p.fullmatch('!') is None, "
        "p.search('1a').start(), p.pattern, p.subn('x', 'a')[1]]",
        M,
    ),
    "patterns with names": case("[p.sub(repl='x', string='a'), bool(p.match(string='!')), m.expand(r'\\2')]", M),
    "functions of patterns": case(
        "[re.sub('a', 'b', 'aa'), re.findall('a', 'aa'), re.split(',', 'a,b'), bool(re.search('b', "
        "'abc')), re.escape('a.b'), re.match('a', 'b') is None, re.fullmatch('a', 'a').group()]",
        "import re",
    ),
    "flags": case(
        "[bool(re.match('A', 'a', re.I)), re.sub('a.', 'x', 'a\\n"
        "', flags=re.DOTALL), bool(re.compile('A', re.IGNORECASE | re.M).match('a'))]",
        "import re",
    ),
    "matches one by one": case(
        "[bool(re.finditer('a', 'b')), [f.group() for f in re.finditer('a', 'aba')], "
        "next(re.finditer('b', 'ab')).start()]",
        "import re",
    ),
    "patterns of bytes": case("[bool(re.match(b'a', b'ab')), re.compile(b'a').sub(b'x', b'a').decode()]", "import re"),
    "a compiled pattern to a function": case("re.sub(p, 'x', 'a!')", M),
    "a function as a replacement": case(
        "re.sub('a', lambda m: 'x', 'a')", "import re", "a FunctionObj, not a plain value"
    ),
    "what of a pattern is not modelled": case("m.regs[0][0]", M, "regs of a pattern is not modelled"),
    "a long pattern": case("bool(re.match('a' * 3000, 'a'))", "import re", "a very long pattern"),
    "a slow pattern": case("bool(re.match('(a+)+$', 'a' * 30))", "import re", "take very long"),
    "a slow pattern on a short text": case("bool(re.match('(a+)+$', 'aa'))", "import re"),
    "many repeats on a longer text": case("len(re.findall('[a-z]*,[a-z]*,[a-z]*,', 'abc,' * 60))", "import re"),
    "constants": case("[string.digits, string.ascii_lowercase[:3], string.punctuation[0]]", "import string"),
    "dedent": case("[textwrap.dedent('  a\\n  b'), textwrap.indent('a', '> ')]", "import textwrap"),
    "dedent of none": raising("textwrap.dedent(None)", "import textwrap"),
    "an unknown in a format": case("'{}'.format(random.choice('a'))", R, "random.choice"),
    "an unknown format": case("random.choice(['{}']).format('a')", R, "random.choice"),
    "an unknown argument": case("'a'.replace('a', random.choice('a'))", R, "random.choice"),
    "an unknown in a join": case("','.join(['a', random.choice('a')])", R, "random.choice"),
    "an unknown in a pattern": case("bool(re.match(random.choice('a'), 'a'))", R + ", re", "random.choice"),
    "an unknown text for a pattern": case("p.sub('x', random.choice('a'))", M + "\n" + R, "random.choice"),
    "an unknown that is not used": case("'{0}'.format('a', random.choice('a'))", R),
    "an undecided format": forked("'{}-{h}'.format('a' if x else 'b', h='c')"),
    "an undecided text": forked("('A' if x else 'B').lower()"),
    "an undecided separator": forked("','.join(['a', 'b']) if x else 'a b'.split()[0]"),
    "an undecided join": forked("','.join(['a', 'b' if x else 'c'])"),
    "an undecided argument": forked("'a,b'.split(',' if x else 'b')[0]"),
    "an undecided prefix": forked("'ab'.startswith('a' if x else 'b')"),
    "an undecided pattern": forked("re.sub('a' if x else 'b', '-', 'ab')", "import re"),
    "an undecided f-string": forked("f\"{'a' if x else 'b'}:{5 if x else 6:03d}\""),
    "an undecided width": forked("f\"{'a':>{3 if x else 2}}\""),
    "an undecided number": forked("(5 if x else 16).bit_length()"),
    "an undecided duration": forked("timedelta(hours=1 if x else 2).total_seconds()", "from datetime import timedelta"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
