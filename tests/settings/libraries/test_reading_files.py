"""JSON, YAML, TOML and INI files, and URLs taken apart: as the libraries themselves read them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

INI = (
    "[DEFAULT]\nuser = all\n[db]\nhost = h\nport = 5432\nage = 1.5\nssl = on\nbad = maybe\nurl = %(host)s:%(port)s\n"
    "broken = %(none)s\nempty =\n[more]\nhost = m\n"
)
PARSER = "import configparser, os\np = configparser.ConfigParser()\np.read('a.ini')\n"
RAW = "import configparser\np = configparser.RawConfigParser()\np.read('a.ini')\n"
OUTSIDE = "/nonexistent-folder-of-nobody/x"


def elsewhere(known: object, condition: str = f"{OUTSIDE} exists") -> dict[str, object]:
    """Known where a file that nobody may read does not exist."""
    return {f"not ({condition})": known, condition: "?"}


def caught(expression: str, before: str, **files: str) -> Case:
    """The exception that an expression raises."""
    code = f"{before}try:\n    r = {expression}\nexcept Exception as e:\n    r = type(e).__name__"
    return Case(code, files=files)


def ini(expression: str, unknown: str = "", before: str = PARSER, **more) -> Case:
    return Case(f"{before}r = {expression}", unknown, files={"a.ini": INI, **more.pop("files", {})}, **more)


def no(expression: str, before: str = PARSER, text: str = INI) -> Case:
    return caught(expression, before, **{"a.ini": text})


CONFIG = {
    "no section": no("p.get('none', 'host')"),
    "no option": no("p.get('db', 'none')"),
    "no section by item": no("p['none']"),
    "no option by item": no("p['db']['none']"),
    "no number": no("p.getint('db', 'host')"),
    "no fraction": no("p.getfloat('db', 'host')"),
    "no boolean": no("p.getboolean('db', 'bad')"),
    "no boolean of a section": no("p['db'].getboolean('bad')"),
    "an interpolation that is not there": no("p.get('db', 'broken')"),
    "options of no section": no("p.options('none')"),
    "items of no section": no("p.items('none')"),
    "a section twice": no("p.add_section('db')"),
    "setting in no section": no("p.set('none', 'a', 'b')"),
    "setting no text": no("p.set('db', 'a', 5)"),
    "a line that is none": no("p.read('a.ini')", PARSER.replace("p.read('a.ini')\n", ""), "[a]\nnothing\n"),
    "an option twice": no("p.read('a.ini')", PARSER.replace("p.read('a.ini')\n", ""), "[a]\nx=1\nx=2\n"),
    "no header": no("p.read('a.ini')", PARSER.replace("p.read('a.ini')\n", ""), "x=1\n"),
    "a text that is none": no("p.read_string('x')"),
    "get": ini("[p.get('db', 'host'), p.get('db', 'HOST'), p.get('db', 'user'), p.get('db', 'empty')]"),
    "a fallback": ini(
        "[p.get('db', 'x', fallback='f'), p.get('x', 'x', fallback=None), p.getint('x', 'y', fallback=5)]"
    ),
    "types": ini("[p.getint('db', 'port'), p.getfloat('db', 'age'), p.getboolean('db', 'ssl')]"),
    "types of a section": ini("[p['db'].getint('port'), p['db'].getfloat('age'), p['db'].getboolean('ssl')]"),
    "a fallback of a section": ini("[p['db'].get('x', 'f'), p['db'].get('x'), p['db'].getint('x', fallback=7)]"),
    "interpolation": ini("[p.get('db', 'url'), p.get('db', 'url', raw=True), p['db']['url']]"),
    "no interpolation": ini("p.get('db', 'url')", before=RAW),
    "interpolation switched off": ini(
        "p.get('db', 'url')",
        before="import configparser\np = configparser.ConfigParser(interpolation=None)\np.read('a.ini')\n",
    ),
    "defaults": ini(
        "[p.get('db', 'user'), p.get('db', 'x'), p.defaults()['x']]",
        before="import configparser\np = configparser.ConfigParser({'x': 'y'})\np.read('a.ini')\n",
    ),
    "sections": ini("[p.sections(), list(p), p.has_section('db'), p.has_section('x'), 'db' in p, 'x' in p]"),
    "options": ini("[p.options('more'), p.has_option('db', 'host'), p.has_option('db', 'x'), p.has_option('x', 'x')]"),
    "a section": ini("[list(p['more']), dict(p['more']), 'host' in p['more'], 'x' in p['more'], p['more'].name]"),
    "items": ini("[dict(p.items('more')), p['more'].items() and list(p['more'].items())]"),
    "a loop over a section": ini("[k + v for k, v in p['more'].items()]"),
    "keys and values": ini("[list(p['more'].keys()), list(p['more'].values())]"),
    "changed": ini(
        "[p.get('db', 'host'), p.get('new', 'a')]",
        before=f"{PARSER}p.set('db', 'host', 'c')\np.add_section('new')\np['new']['a'] = 'b'\n",
    ),
    "removed": ini(
        "[p.remove_option('db', 'host'), p.has_option('db', 'host'), p.remove_section('more'), p.sections()]"
    ),
    "a text": ini(
        "p['a']['b']", before="import configparser\np = configparser.ConfigParser()\np.read_string('[a]\\nb = c\\n')\n"
    ),
    "a dict": ini(
        "p['a']['b']", before="import configparser\np = configparser.ConfigParser()\np.read_dict({'a': {'b': 'c'}})\n"
    ),
    "a file object": ini(
        "p['db']['host']",
        before="import configparser\np = configparser.ConfigParser()\nwith open('a.ini') as f:\n    p.read_file(f)\n",
    ),
    "several files": ini(
        "[p['db']['host'], p['db']['port']]",
        before=PARSER.replace("'a.ini'", "['none.ini', 'a.ini', 'b.ini']"),
        files={"b.ini": "[db]\nhost = b\n"},
    ),
    "what was read": ini("p.read(['none.ini', 'a.ini'])"),
    "a default of the environment": ini(
        "p.get('db', 'x')",
        before="import configparser, os\np = configparser.ConfigParser({'x': os.environ['X']})\np.read('a.ini')\n",
        unknown="X",
        hidden={"X": "x"},
    ),
    "another delimiter": ini(
        "p['db']['a']",
        before="import configparser\np = configparser.ConfigParser(delimiters=('|',))\np.read_string('[db]\\na|b')\n",
    ),
    "options as they are written": ini(
        "list(p['db'])",
        before="import configparser\np = configparser.ConfigParser()\np.optionxform = str\n"
        "p.read_string('[db]\\nHost=h')\n",
    ),
    "a file elsewhere": ini(
        "p.get('db', 'host', fallback='none')",
        before=PARSER.replace("'a.ini'", f"{OUTSIDE!r}"),
        either=elsewhere("none"),
    ),
    "a section of a file elsewhere": ini(
        "p.has_section('db')", before=PARSER.replace("'a.ini'", f"{OUTSIDE!r}"), either=elsewhere(False)
    ),
    "an option of a file elsewhere": ini(
        "p.has_option('db', 'host')", before=PARSER.replace("'a.ini'", f"{OUTSIDE!r}"), either=elsewhere(False)
    ),
    "what a loop may have set": ini(
        "[p.get('db', 'host')]",
        before=f"{PARSER}for c in os.environ['X']:\n    p.set('db', 'host', c)\n",
        unknown="environment variable X",
        hidden={"X": "x"},
    ),
    "what a loop may have set in a section": ini(
        "p['db'].get('host', 'none')",
        before=f"{PARSER}for c in os.environ['X']:\n    p['db']['host'] = c\n",
        unknown="environment variable X",
        hidden={"X": "x"},
    ),
    "a file elsewhere after another": ini(
        "p['db']['host']", before=f"{PARSER}p.read({OUTSIDE!r})\n", either=elsewhere("h")
    ),
    "a file elsewhere before another": ini(
        "p['db']['host']", before=PARSER.replace("'a.ini'", f"[{OUTSIDE!r}, 'a.ini']")
    ),
    "a method that is not modelled": ini("p.converters", unknown="converters is not modelled"),
    "a method of a section that is not modelled": ini("p['db'].parser", unknown="parser is not modelled"),
    "an interpolation of its own": ini(
        "p['db']['x']",
        before="import configparser\n"
        "p = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())\n"
        "p.read_string('[db]\\nx=${y}\\ny=z')\n",
        unknown="interpolation",
    ),
}

JSON = {
    "no JSON": caught("json.loads('{')", "import json\n"),
    "what is no JSON": caught("json.dumps({1, 2})", "import json\n"),
    "no file": caught("json.load(open('none.json'))", "import json\n"),
    "a file": Case(
        "import json\nwith open('a.json') as f:\n    r = json.load(f)",
        files={"a.json": '{"a": [1, 2.5, true, null, {"b": "c\\u00e9"}]}'},
    ),
    "a path": Case(
        "import json\nfrom pathlib import Path\nr = json.loads(Path('a.json').read_text())['a']",
        files={"a.json": '{"a": -1e3, "a": 7}'},
    ),
    "bytes": Case("import json\nr = json.loads(b'[1]')"),
    "a large number": Case("import json\nr = json.loads('[NaN, 1e999, -0, 12345678901234567890]')[2:]"),
    "and back": Case("import json\nr = json.dumps({'a': [1, None, True], 'b': 'é'})"),
    "and back, sorted": Case("import json\nr = json.dumps({'b': 1, 'a': 2}, sort_keys=True, separators=(',', ':'))"),
    "nested too deeply": Case("import json\nr = len(json.loads('[' * 900 + ']' * 900))"),
    "a variable": Case("import json, os\nr = json.loads(os.environ['X'])['a']", given={"X": '{"a": "b"}'}),
    "an unknown variable": Case(
        "import json, os\nr = json.loads(os.environ['X'])['a']", "environment variable X", hidden={"X": '{"a": "b"}'}
    ),
}

TOML = {
    "no TOML": Case(
        "import tomllib\ntry:\n    tomllib.loads('= 1')\nexcept tomllib.TOMLDecodeError:\n    r = 'no'", since=(3, 11)
    ),
    "a file": Case(
        "import tomllib\nwith open('a.toml', 'rb') as f:\n    r = tomllib.load(f)",
        files={"a.toml": "a = [1, 'b', {c = true}]\n[t]\nx.y = 1.5\n[[l]]\nn = 'p'\n[[l]]\nn = 'q'\n"},
        since=(3, 11),
    ),
    "a date": Case("import tomllib\nr = str(tomllib.loads('d = 2024-01-02')['d'])", unknown="", since=(3, 11)),
}

URLS = {
    "no port": caught("urlparse('p://h:x/').port", "from urllib.parse import *\n"),
    "no host": caught("urlparse('p://[h/')", "from urllib.parse import *\n"),
    "an attribute that is none": caught("urlparse('p://h').none", "from urllib.parse import *\n"),
    "the parts": Case(
        "from urllib.parse import *\nu = urlparse('pg://U%40:p%2F@H:1/n;x?a=b&c=d#f')\n"
        "r = [u.scheme, u.netloc, u.path, u.params, u.query, u.fragment, u.hostname, u.port, u.username, u.password]"
    ),
    "the parts by number": Case(
        "from urllib.parse import *\nu = urlparse('pg://h/n')\nr = [u[0], u[1], u[-4], list(u)]"
    ),
    "unpacked": Case(
        "from urllib.parse import *\nscheme, netloc, *rest = urlsplit('pg://h/n?q')\nr = [scheme, netloc, rest]"
    ),
    "put together": Case(
        "from urllib.parse import *\nu = urlparse('pg://h/n?q=1')\n"
        "r = [u.geturl(), urlunparse(u), urlunparse(('a', 'b', '/c', '', 'd', ''))]"
    ),
    "replaced": Case(
        "from urllib.parse import *\nu = urlparse('pg://h/n')._replace(path='/m', netloc='i:1')\n"
        "r = [u.path, u.port, u.geturl()]"
    ),
    "no port at all": Case(
        "from urllib.parse import *\nr = [urlparse('pg://h').port, urlparse('').hostname, urlparse('a').scheme]"
    ),
    "quoted": Case(
        "from urllib.parse import *\n"
        "r = [quote('a/b c'), quote('a/b', safe=''), quote_plus('a b'), unquote('%41'), unquote_plus('a+b')]"
    ),
    "a query": Case(
        "from urllib.parse import *\n"
        "r = [parse_qs('a=1&a=2&b='), parse_qsl('a=1&b=2'), urlencode({'a': 'x y', 'b': 1})]"
    ),
    "joined": Case("from urllib.parse import *\nr = urljoin('http://h/a/b', '../c')"),
    "an unknown one": Case(
        "import os\nfrom urllib.parse import *\nr = urlparse(os.environ['X']).hostname",
        "environment variable X",
        hidden={"X": "pg://h"},
    ),
    "a part of an unknown one replaced": Case(
        "import os\nfrom urllib.parse import *\nr = urlparse(os.environ['X'])._replace(path='/m').path",
        "environment variable X",
        hidden={"X": "pg://h"},
    ),
    "an unknown one by number": Case(
        "import os\nfrom urllib.parse import *\nr = urlparse(os.environ['X'])[1]", "X", hidden={"X": "pg://h"}
    ),
    "an unknown one put together": Case(
        "import os\nfrom urllib.parse import *\nr = urlparse(os.environ['X']).geturl()",
        "environment variable X",
        hidden={"X": "pg://h"},
    ),
    "quoting the wrong type": caught("quote(5)", "from urllib.parse import *\n"),
}

YAML = {
    "no YAML": Case("import yaml\ntry:\n    yaml.safe_load('a: [')\nexcept yaml.YAMLError:\n    r = 'no'"),
    "nothing": Case("import yaml\nr = yaml.safe_load('')"),
    "a file": Case(
        "import yaml\nwith open('a.yml') as f:\n    r = yaml.safe_load(f)",
        files={"a.yml": "a: &x\n  b: [1, 2.5, true, ~, 'q']\n  c: |\n    t\nd: *x\ne:\n  <<: *x\n  f: g\n"},
    ),
    "sequences": Case("import yaml\nr = yaml.safe_load('- a\\n- [b, {c: d}]\\n')"),
    "words of YAML 1.1": Case("import yaml\nr = yaml.safe_load('[yes, No, on, off, null, ~, TRUE]')"),
    "numbers": Case("import yaml\nr = yaml.safe_load('[1, -2, 3.5, 1e3, 1.0e+3, .5]')"),
    "a number of another base": Case("import yaml\nr = yaml.safe_load('a: 010')['a']"),
    "a text that looks like a number": Case("import yaml\nr = yaml.safe_load('[\"010\", !!str 010]')"),
    "a date": Case("import yaml\nr = str(yaml.safe_load('2024-01-02'))", unknown=""),
    "a tag of Python": Case(
        "import yaml\ntry:\n    yaml.safe_load('!!python/name:os.system')\nexcept yaml.YAMLError:\n    r = 'no'"
    ),
    "nested too deeply": Case("import yaml\nr = type(yaml.safe_load('[' * 300 + ']' * 300)).__name__", unknown=""),
    "load": Case("import yaml\nr = yaml.load('a: b', Loader=yaml.SafeLoader)"),
    "several documents": Case(
        "import yaml\nr = list(yaml.safe_load_all('a\\n---\\nb\\n'))", unknown="safe_load_all is not modelled"
    ),
    "an unknown text": Case(
        "import os, yaml\nr = yaml.safe_load(os.environ['X'])", "environment variable X", hidden={"X": "a"}
    ),
}

CASES = {
    **{f"ini: {name}": case for name, case in CONFIG.items()},
    **{f"json: {name}": case for name, case in JSON.items()},
    **{f"toml: {name}": case for name, case in TOML.items()},
    **{f"urls: {name}": case for name, case in URLS.items()},
    **{f"yaml: {name}": case for name, case in YAML.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("files"), ("yaml",))


@pytest.mark.parametrize("name", CASES)
def test_reading_files(name, imported):
    judge(name, CASES, imported)
