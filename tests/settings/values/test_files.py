"""Files of the project and paths."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.values.cases import case, forked, raising

P = "from pathlib import Path, PurePath"
FILES = {
    "manage.py": "",
    "conf/a.txt": "first\nsecond\n",
    "conf/b.ini": "é",
    "conf/sub/c.txt": "c",
    "windows.txt": "a\r\nb\r\n",
}
H = "HERE = os.path.dirname(os.path.abspath(__file__))"


def beside(expression: str, before: str = "", unknown: str = "") -> Case:
    """The value where the files lie beside the settings module."""
    return case(expression, before, unknown)._replace(files=FILES)


CASES = {
    "a file that is missing": raising("open('nothing.txt')"),
    "the text of a file that is missing": raising("Path('nothing.txt').read_text()", P),
    "the empty file of the system": case("open(os.devnull).read() + 'x'"),
    "a program in the empty file of the system": case("'x'", "exec(open('/dev/null').read())"),
    "a path that is a number": raising("Path(5)", P),
    "a path of nothing": raising("Path(None)", P),
    "division by a number": raising("Path('a') / 5", P),
    "a suffix without a dot": raising("Path('a').with_suffix('b')", P),
    "a name of the root": raising("Path('/').with_name('b')", P),
    "relative to another": raising("Path('/a').relative_to('/b')", P),
    "a parent too far": raising("Path('/a').parents[5]", P),
    "what no path has": raising("Path('a').nothing", P),
    "reading a directory": raising("open('.')"),
    "paths": case(
        "[str(Path('/a') / 'b'), str('/a' / Path('b')), Path('/a/b.tar.gz').suffix, "
        "Path('/a/b.c').stem, Path('a/b').parts, "
        "Path('/a/b').name, Path('/a/b').anchor, str(Path('a/b').parent), Path('a.b.c').suffixes, Path('/a').root]",
        P,
    ),
    "methods of paths": case(
        "[str(Path('a').joinpath('b', 'c')), str(Path('a.b').with_suffix('.c')), str(Path('/a/b').with_name('c')), "
        "str(Path('/a/b').relative_to('/a')), Path('/a').is_absolute(), Path('a').as_posix(), "
        "Path('a.py').match('*.py'), "
        "str(Path('a.b').with_stem('c')), Path('/a/b').is_relative_to('/a'), str(Path('/a/b').parents[1])]",
        P,
    ),
    "paths compared": case(
        "[Path('/a') == Path('/a/'), Path('a') < Path('b'), Path('a') in [Path('a')], "
        "Path('/a') == '/a', str(Path('.'))]",
        P,
    ),
    "absolute paths": case(
        "[str(Path('/a/../b').absolute()), str(Path('/a/../b/./c').resolve()), str(Path('a').expanduser())]", P
    ),
    "the text of paths": case("[f\"{Path('/a')}\", '%s' % Path('/a'), repr(Path('/a')), os.fspath(Path('/a'))]", P),
    "parts of paths": case(
        "['/'.join(Path('a/b').parts), len(Path('a/b').parents), Path('a').drive, "
        "[str(p) for p in Path('/a/b').parents]]",
        P,
    ),
    "a directory of the module": case(
        "[os.path.basename(__file__), Path(__file__).name, Path(__file__).resolve().parent == Path(HERE)]", P + "\n" + H
    ),
    "where it was started": beside(
        "[os.path.basename(os.getcwd()) == os.path.basename(HERE), str(Path.cwd()) == os.getcwd(), "
        "str(Path('a').absolute()) == os.path.join(HERE, 'a')]",
        P + "\n" + H,
    ),
    "a home": case("str(Path('~/a').expanduser()) > ''", P, "the home directory of the user"),
    "the home": case("str(Path.home()) > ''", P, "home is not modelled"),
    "what of a path is not modelled": case("Path('.').stat().st_size > 0", P, "Path.stat is not modelled"),
    "reading": beside(
        "[open('conf/a.txt').read(), open('conf/a.txt').readline(), open('conf/a.txt').readlines(), "
        "list(open('conf/a.txt'))]"
    ),
    "reading by parts": beside(
        "[f.read(3), f.read(4), f.readline(), f.read(), f.read(), f.readline()]", "f = open('conf/a.txt')"
    ),
    "reading in a block": beside(
        "[t, f.name]", "with open('conf/a.txt', 'r') as f:\n    t = f.read().strip()\nf.close()"
    ),
    "reading bytes": beside(
        "[open('conf/b.ini', 'rb').read().decode(), open('conf/b.ini', mode='rb').read(1) == b'\\xc3', "
        "Path('conf/b.ini').read_bytes().decode()]",
        P,
    ),
    "reading in a code": beside(
        "[open('conf/b.ini', encoding='utf-8').read(), Path('conf/b.ini').read_text(encoding='utf-8'), "
        "Path('conf/b.ini').read_text('utf8')]",
        P,
    ),
    "reading in another code": beside("open('conf/b.ini', encoding='latin-1').read()", "", "latin-1"),
    "reading a path in another code": beside("Path('conf/b.ini').read_text('latin-1')", P, "latin-1"),
    "lines of windows": beside(
        "[open('windows.txt').read(), open('windows.txt', 'rb').read().decode(), Path('windows.txt').read_text()]", P
    ),
    "reading by paths": beside(
        "[Path('conf/a.txt').read_text(), Path('conf').joinpath('a.txt').open().read(), "
        "Path('conf/a.txt').open(mode='r').readline()]",
        P,
    ),
    "lines in a loop": beside("[line.strip() for line in open(os.path.join(HERE, 'conf', 'a.txt'))]", H),
    "writing": beside("[w.write('abc'), w.flush(), w.close()]", "w = open('out.txt', 'w')"),
    "writing a path": beside(
        "[Path('out.txt').write_text('abc'), Path('out.bin').write_bytes(b'ab'), Path('made').mkdir(exist_ok=True)]", P
    ),
    "whether files exist": beside(
        "[os.path.exists('conf'), os.path.isfile('conf/a.txt'), os.path.isdir('conf'), "
        "os.path.isfile('conf'), os.path.exists('no'), "
        "Path('conf').is_dir(), Path('conf/a.txt').is_file(), Path('no').exists(), os.path.lexists('conf')]",
        P,
    ),
    "listing": beside(
        "[sorted(os.listdir('conf')), sorted(p.name for p in Path('conf').iterdir()), 'conf' in os.listdir()]", P
    ),
    "globbing": beside(
        "[sorted(glob.glob('conf/*.txt')), sorted(p.name for p in Path('conf').glob('*.ini')), "
        "sorted(p.name for p in Path('.').rglob('c.*')), "
        "glob.glob('no/*'), [os.path.basename(p) for p in glob.iglob(os.path.join(HERE, 'conf', "
        "'a*'))], glob.glob('conf/a.txt')]",
        P + "\nimport glob\n" + H,
    ),
    "relative paths": beside(
        "[os.path.relpath('conf/a.txt'), os.path.relpath('conf/a.txt', 'conf'), "
        "os.path.relpath(os.path.join(HERE, 'conf')), os.path.realpath('conf') == os.path.join(HERE, "
        "'conf')]",
        H,
    ),
    "a file by an unknown name": case("open(random.choice(['settings.py'])).read(6)", "import random", "random.choice"),
    "a file outside": case("open('/etc/hostname').read()", "", "lies outside the project"),
    "a path with an unknown part": case(
        "str(Path('/a', random.choice(['b'])))", P + "\nimport random", "random.choice"
    ),
    "an undecided path": forked("str(Path('/a') / ('b' if x else 'c'))", P),
    "an undecided file": forked("os.path.exists('settings.py' if x else 'no.py')"),
    "an undecided suffix": forked("Path('a').with_suffix('.b' if x else '.c').name", P),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
