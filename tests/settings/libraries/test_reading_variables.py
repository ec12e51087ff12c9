"""django-environ, environs, python-decouple, python-dotenv and the like: values as they give them themselves."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

X = {"X": "x"}
OUTSIDE = "/nonexistent-folder-of-nobody/x"
LIBRARIES = ("environ", "environs", "decouple", "dotenv", "configurations.values", "dynaconf", "dj_database_url")
ENVIRON = "import os, environ\nenv = environ.Env()\n"
PATHS = "import environ\np = environ.Path('/srv/app')\n"
ENVIRONS = "import os, environs\nenv = environs.Env()\n"
DECOUPLE = "import os, decouple\nfrom decouple import config\n"
DOTENV = "import os, dotenv\n"
VALUES = "import os\nfrom configurations import values\n"
DYNACONF = "import os\nfrom dynaconf import Dynaconf\n"


def caught(expression: str, before: str, **more) -> Case:
    """The exception that an expression raises."""
    return Case(f"{before}try:\n    r = {expression}\nexcept Exception as e:\n    r = type(e).__name__", **more)


def value(expression: str, before: str, unknown: str = "", **more) -> Case:
    return Case(f"{before}r = {expression}", unknown, **more)


def environ(expression: str, unknown: str = "", **more) -> Case:
    return value(expression, ENVIRON, unknown, **more)


def path(expression: str, unknown: str = "") -> Case:
    return value(expression, PATHS, unknown)


DJANGO_ENVIRON = {
    "no variable": caught("env('NONE')", ENVIRON),
    "no number": caught("env.int('X')", ENVIRON, given=X),
    "no JSON": caught("env.json('X')", ENVIRON, given=X),
    "no URL": caught("env.db('X')", ENVIRON, given={"X": "postgres://h:x/"}),
    "a default that is no default": environ("env('X', default='d', cast=str)", given=X),
    "settings of the reader": environ("[env.prefix, env.smart_cast, env.escape_proxy]"),
    "a prefix": Case(f"{ENVIRON}env.prefix = 'P_'\nr = env('X')", given={"P_X": "p"}),
    "a scheme": value(
        "[env('A'), env('B'), env('C')]",
        "import environ\nenv = environ.Env(A=int, B=(bool, True), C=(str, 'c'))\n",
        given={"A": "5"},
    ),
    "casts": environ(
        "[env.int('N'), env.float('F'), env.bool('B'), env.list('L'), env.tuple('L'), env.dict('D'), env.str('N')]",
        given={"N": "5", "F": "1.5", "B": "on", "L": "a,b", "D": "a=1,b=2"},
    ),
    "bytes": environ("[env.bytes('X').decode(), env.bytes('Y', default=b'd').decode()]", given=X),
    "bytes of nothing": environ("env.bytes('Y', default=None)"),
    "a smart cast": environ(
        "[env('N', default=1), env('B', default=False), env('L', default=['d'])]",
        given={"N": "5", "B": "1", "L": "a,b"},
    ),
    "a cast that is a list": environ("env('L', cast=[int])", given={"L": "1,2"}),
    "a cast that is a tuple": environ("env('L', cast=(int,))", given={"L": "(1,2)"}),
    "a cast that is a dict": environ("env('D', cast={'value': int})", given={"D": "a=1"}),
    "a cast of the program": environ("env('X', cast=lambda t: t * 2)", given=X),
    "a cast that is a list of functions": environ("env('L', cast=[lambda t: t + '!'])", given={"L": "a,b"}),
    "a path": environ("[str(env.path('P')), env.path('P')('a')]", given={"P": "/srv"}),
    "a default path": environ("str(env.path('P', default='/d'))"),
    "a default that is a path": environ("str(env.path('P', default=environ.Path('/d')))"),
    "a value that stands for another": environ("env('A')", given={"A": "$B", "B": "b"}),
    "a value that stands for another that is not set": environ("env('A', default='d')", given={"A": "$B"}),
    "a file with the value": Case(
        "import environ\nenv = environ.FileAwareEnv()\nr = env('S')",
        given={"S_FILE": "secret.txt"},
        files={"secret.txt": "s3\n"},
    ),
    "a file with the value elsewhere": Case(
        "import environ\nenv = environ.FileAwareEnv()\ntry:\n    r = env('S')\nexcept OSError:\n    r = 'none'",
        given={"S_FILE": OUTSIDE},
        either={f"not ({OUTSIDE} exists)": "none", f"{OUTSIDE} exists": "?"},
    ),
    "parse_value": environ("[environ.Env.parse_value('5', int), environ.Env.parse_value('a,b', list)]"),
    "parse_value of no number": caught("environ.Env.parse_value('x', int)", ENVIRON),
    "in the reader": environ("'X' in env", given=X),
    "a search URL": environ("env.search_url('S')", "search URLs", given={"S": "solr://h"}),
    "a channels URL": environ("env.channels_url('C')", "channels URLs", given={"C": "redis://h"}),
    "a URL taken apart": environ("[env.url('U').hostname, env.url('U').port]", given={"U": "http://h:1/n"}),
    "a database of a URL that is taken apart": environ(
        "environ.Env.db_url_config(env.url('U'))['HOST']", given={"U": "postgres://u:p@h:1/n"}
    ),
    "the engine of an unknown URL": environ(
        "env.db('U', engine='e')['ENGINE']", given={}, hidden={"U": "postgres://h/n"}
    ),
    "a subclass": Case("import environ\nclass Env(environ.Env):\n    pass\nr = Env()('X')", given=X),
    "a subclass with methods": Case(
        "import environ\nclass Env(environ.Env):\n    def more(self): return 'm'\nr = Env()('X')",
        "methods of its own",
        given=X,
    ),
    "an unknown variable": environ("env('X')", "environment variable X", hidden=X),
    "a cast of an unknown variable": environ("env('X', cast=lambda t: t + '!')", "environment variable X", hidden=X),
}

PATH = {
    "calling it": path("[p('a'), p('a', 'b'), p()]"),
    "its text": path("[str(p), p.root, f'{p}', p.__str__()]"),
    "added": path("[str(p + 'a'), str(p.path('a', 'b'))]"),
    "up": path("[str(p - 1), str(p - 2), str(~p)]"),
    "less a text": path("str(p - 'app')"),
    "less a text that it does not end with": caught("p - 'x'", PATHS),
    "equality": path("p == environ.Path('/srv/app')", "the comparison is not modelled"),
    "a part": path("[p[0], p[-3:]]"),
    "normalised": path("[str(environ.Path('/a/../b')), str(environ.Path('/a', 'b'))]"),
    "of a file": Case(
        "import environ\np = environ.Path(__file__, is_file=True)\n"
        "r = (p - 0)('a') == p('a') and p('settings.py') == str(environ.Path(__file__))"
    ),
    "required and not there": Case(
        "import environ\ntry:\n    environ.Path(__file__)('none', required=True)\n"
        "except Exception as e:\n    r = type(e).__name__"
    ),
    "a path in a path": path("str(environ.Path(p, 'a'))"),
}

READ_ENVIRONS = {
    "no variable": caught("env('NONE')", ENVIRONS),
    "no number": caught("env.int('X')", ENVIRONS, given=X),
    "no URL": caught("env.dj_db_url('X')", ENVIRONS, given={"X": "nope://h"}),
    "a subclass": Case(
        "import environs\nclass Env(environs.Env):\n    pass\nr = Env()('X')", "a subclass of environs.Env", given=X
    ),
    "a path": value("[str(env.path('P')), env.path('P').name]", ENVIRONS, given={"P": "/srv/app"}),
    "None": value("[env('Y', None), env.int('Y', None), env.list('Y', None)]", ENVIRONS),
    "casts": value(
        "[env.int('N'), env.float('F'), env.bool('B'), env.list('L'), env.dict('D'), env.json('J')]",
        ENVIRONS,
        given={"N": "5", "F": "1.5", "B": "off", "L": "a,b", "D": "a=1", "J": "[1]"},
    ),
    "a subcast": value(
        "[env.list('L', subcast=int), env.dict('D', subcast_values=int)]", ENVIRONS, given={"L": "1,2", "D": "a=1"}
    ),
    "a subcast of the program": value("env.list('L', subcast=lambda t: t + '!')", ENVIRONS, given={"L": "a,b"}),
    "a delimiter": value("env.list('L', delimiter=';')", ENVIRONS, given={"L": "a;b"}),
    "a date": value("str(env.date('D'))", ENVIRONS, "does not read", given={"D": "2024-01-02"}),
    "an argument that decides": value("env.int('N', metadata={})", ENVIRONS, "the argument metadata", given={"N": "5"}),
    "a prefix": Case(
        f"{ENVIRONS}with env.prefixed('P_'):\n    r = [env('X')]\n    with env.prefixed('Q_'):\n"
        f"        r.append(env('X'))",
        given={"P_X": "p", "P_Q_X": "q"},
    ),
    "a prefix of the reader": value(
        "env('X')", "import environs\nenv = environs.Env(prefix='P_')\n", given={"P_X": "p"}
    ),
    "expanded": value(
        "env('A')", "import environs\nenv = environs.Env(expand_vars=True)\n", given={"A": "${B}!", "B": "b"}
    ),
    "expanded by a default": value(
        "env('A')", "import environs\nenv = environs.Env(expand_vars=True)\n", given={"A": "${B:-d}!"}
    ),
    "expanded by what is not set": caught(
        "env('A')", "import environs\nenv = environs.Env(expand_vars=True)\n", given={"A": "${B}"}
    ),
    "expanded by something unknown": value(
        "env('A')",
        "import environs\nenv = environs.Env(expand_vars=True)\n",
        "environment variable B",
        given={"A": "${B}!"},
        hidden={"B": "b"},
    ),
    "a parser of its own": Case(f"{ENVIRONS}env.add_parser('twice', lambda t: t * 2)\nr = env.twice('X')", given=X),
    "a parser by a decorator": Case(
        f"{ENVIRONS}@env.parser_for('twice')\ndef twice(t):\n    return t * 2\nr = env.twice('X')", given=X
    ),
    "a parser twice": caught("env.add_parser('int', str)", ENVIRONS),
    "expanded by what is assumed": Case(
        "import environs\nenv = environs.Env(expand_vars=True)\nb = env('B')\nr = env('A')",
        "environment variable B",
        given={"A": "${B}!"},
        hidden={"B": "b"},
    ),
    "expanded in a circle": Case(
        "import environs\nenv = environs.Env(expand_vars=True)\ntry:\n    r = env('A')\n"
        "except RecursionError:\n    r = 'circle'",
        given={"A": "${B}", "B": "${A}"},
    ),
    "late and not set": value(
        "env.int('Y')",
        "import environs\nenv = environs.Env(eager=False)\n",
        either={"Y is set": "?", "Y is not set": None},
    ),
    "where a file was found": Case(
        f"{ENVIRONS}r = [os.path.basename(env.read_env('x.env', return_path=True)), "
        f"env.read_env('none.env', return_path=True)]",
        files={"x.env": "A=a\n"},
    ),
    "a file with the value elsewhere": Case(
        "import environs\nenv = environs.FileAwareEnv()\ntry:\n    r = env('S')\nexcept Exception:\n    r = 'none'",
        given={"S_FILE": OUTSIDE},
        unknown="in a file that connlint does not read",
    ),
    "sealed": Case(f"{ENVIRONS}r = env('X')\nenv.seal()", given=X),
    "late": value("env.int('N')", "import environs\nenv = environs.Env(eager=False)\n", given={"N": "5"}),
    "a file": Case(
        f"{ENVIRONS}env.read_env()\nr = [env('A'), env('B')]", files={".env": "A=a\nB=b # c\n"}, given={"B": "given"}
    ),
    "a file by name": Case(
        f"{ENVIRONS}env.read_env('x.env', override=True)\nr = env('A')", files={"x.env": "A=a\n"}, given={"A": "given"}
    ),
    "no file": Case(f"{ENVIRONS}r = [env.read_env('none.env'), env('A', 'd')]", unknown=""),
    "a file with the value": Case(
        "import environs\nenv = environs.FileAwareEnv()\nr = env('S')",
        given={"S_FILE": "secret.txt"},
        files={"secret.txt": "s3\n"},
        unknown="",
    ),
    "defaults": value("env('X', 'd') + env.str('Y', 'e')", ENVIRONS, given=X),
    "an unknown variable": value("env.int('X')", ENVIRONS, "environment variable X", hidden={"X": "5"}),
}

READ_DECOUPLE = {
    "no variable": caught("config('NONE')", DECOUPLE),
    "no number": caught("config('X', cast=int)", DECOUPLE, given=X),
    "no boolean": caught("config('X', cast=bool)", DECOUPLE, given=X),
    "no choice": caught("config('X', cast=decouple.Choices(['a']))", DECOUPLE, given=X),
    "no file": caught("decouple.RepositoryEnv('none.env')", DECOUPLE),
    "no option of a file": caught("decouple.RepositoryEnv('x.env')['B']", DECOUPLE, files={"x.env": "A=a\n"}),
    "casts": value(
        "[config('N', cast=int), config('B', cast=bool), config('F', cast=float), config('Y', default=5, cast=str)]",
        DECOUPLE,
        given={"N": "5", "B": "on", "F": "1.5"},
    ),
    "a cast of the program": value("config('X', cast=lambda t: t * 2)", DECOUPLE, given=X),
    "a default that is not cast": value(
        "[config('Y', default=None), config('Y', default='1', cast=bool), config('Y', default=False, cast=bool)]",
        DECOUPLE,
    ),
    "lists": value(
        "[config('L', cast=decouple.Csv()), config('L', cast=decouple.Csv(int)), config('L', "
        "cast=decouple.Csv(post_process=tuple))]",
        DECOUPLE,
        given={"L": "1, 2"},
    ),
    "a list with another delimiter": value(
        "config('L', cast=decouple.Csv(delimiter=';', strip=' x'))", DECOUPLE, given={"L": "a;xb "}
    ),
    "a list of None": value(
        "[config('L', default=None, cast=decouple.Csv()), config('L', default=None, "
        "cast=decouple.Csv(post_process=tuple))]",
        DECOUPLE,
    ),
    "choices": value(
        "[config('X', cast=decouple.Choices(['x', 'y'])), config('N', cast=decouple.Choices([1, 2], "
        "cast=int)), config('X', cast=decouple.Choices(choices=[('x', 'X')]))]",
        DECOUPLE,
        given={"X": "x", "N": "1"},
    ),
    "an item of a file": Case(
        f"{DECOUPLE}repo = decouple.RepositoryEnv('x.env')\nr = repo['A']", files={"x.env": "A=a\n"}
    ),
    "an item of an INI file": Case(
        f"{DECOUPLE}repo = decouple.RepositoryIni('x.ini')\nr = [repo['A'], decouple.Config(repo)('a')]",
        files={"x.ini": "[settings]\nA = a\n"},
    ),
    "an interpolation that is not there": caught(
        "decouple.Config(decouple.RepositoryIni('x.ini'))('A')", DECOUPLE, files={"x.ini": "[settings]\nA=%(none)s\n"}
    ),
    "a repository of nothing": value("decouple.Config(decouple.RepositoryEmpty())('X', default='d')", DECOUPLE),
    "an unknown variable": value("config('X')", DECOUPLE, "environment variable X", hidden=X),
    "an unknown number": value("config('X', cast=int)", DECOUPLE, "environment variable X", hidden={"X": "5"}),
    "an unknown boolean": value("config('X', cast=bool)", DECOUPLE, "environment variable X", hidden={"X": "1"}),
    "an unknown list": value("config('X', cast=decouple.Csv())", DECOUPLE, "environment variable X", hidden={"X": "1"}),
    "an unknown choice": value(
        "config('X', cast=decouple.Choices(['x']))", DECOUPLE, "environment variable X", hidden=X
    ),
    "an unknown cast": Case(
        f"{DECOUPLE}from foreign import cast\nr = config('X', cast=cast)",
        "foreign",
        absent={"foreign.py": "cast = int\n"},
        given={"X": "5"},
    ),
}

READ_DOTENV = {
    "no file where one is asked for": caught("dotenv.find_dotenv('none.env', raise_error_if_not_found=True)", DOTENV),
    "no file": Case(
        f"{DOTENV}r = [dotenv.find_dotenv('none.env'), dotenv.load_dotenv('none.env'), "
        f"dotenv.dotenv_values('none.env')]"
    ),
    "one key": Case(
        f"{DOTENV}r = [dotenv.get_key('x.env', 'A'), dotenv.get_key('x.env', 'B'), dotenv.get_key('x.env', 'C')]",
        files={"x.env": "A=a\nB\n"},
    ),
    "one key of others": Case(
        f"{DOTENV}r = dotenv.get_key('x.env', 'B')",
        files={"x.env": "A=a\nB=${{A}}b\n".replace("{{", "{").replace("}}", "}")},
    ),
    "a stream": Case(f"{DOTENV}import io\nr = dotenv.dotenv_values(stream=io.StringIO('A=a'))", "stream"),
    "switched off": Case(
        f"{DOTENV}dotenv.load_dotenv('x.env')\nr = os.environ.get('A', 'none')",
        files={"x.env": "A=a\n"},
        given={"PYTHON_DOTENV_DISABLED": "true"},
    ),
    "expanded": Case(
        f"{DOTENV}dotenv.load_dotenv('x.env')\nr = [os.environ['A'], os.environ['B']]",
        files={"x.env": "A=${Y:-d}\nB=${A}!\n"},
    ),
    "not expanded": Case(
        f"{DOTENV}dotenv.load_dotenv('x.env', interpolate=False)\nr = os.environ['B']", files={"x.env": "B=${A}!\n"}
    ),
    "a file elsewhere": Case(
        f"{DOTENV}dotenv.load_dotenv('/nonexistent-folder-of-nobody/x')\nr = os.environ.get('A', 'none')", unknown=""
    ),
}

READ_VALUES = {
    "no number": caught("values.IntegerValue(environ_name='X', environ_prefix=None)", VALUES, given=X),
    "a default": value(
        "[values.Value('d', environ_name='Y'), values.IntegerValue(5, environ_name='Y'), "
        "values.BooleanValue(True, environ_name='Y')]",
        VALUES,
    ),
    "of the environment": value(
        "[values.IntegerValue(environ_name='N'), values.ListValue(environ_name='L'), "
        "values.DictValue(environ_name='D'), values.BooleanValue(False, environ_name='B')]",
        VALUES,
        given={"DJANGO_N": "5", "DJANGO_L": "a,b", "DJANGO_D": "{'a': 1}", "DJANGO_B": "yes"},
    ),
    "of no prefix": value(
        "[values.Value(environ_name='X', environ_prefix=None), values.Value(environ_name='X', environ_prefix='P')]",
        VALUES,
        given={"X": "x", "P_X": "p"},
    ),
    "a dict of nothing": value(
        "[values.DictValue(None, environ_name='Y'), values.DictValue({'a': 1}, environ_name='Y')]", VALUES
    ),
    "a list that is converted": value(
        "values.ListValue([1], environ_name='L', converter=int)", VALUES, given={"DJANGO_L": "1,2"}
    ),
    "a list that cannot be converted": caught(
        "values.ListValue(environ_name='L', converter=int)", VALUES, given={"DJANGO_L": "a"}
    ),
    "no dict": caught("values.DictValue(5, environ_name='Y')", VALUES),
    "what is required": caught("values.Value(environ_name='Y', environ_required=True)", VALUES),
    "a fraction": value("values.FloatValue(1.5, environ_name='Y')", VALUES),
    "one of a kind that is not read": value(
        "values.RegexValue('x', environ_name='X', regex='x')",
        VALUES,
        given={"DJANGO_X": "x"},
    ),
    "a nested list": value(
        "values.SingleNestedListValue(environ_name='L')",
        VALUES,
        "does not read values.Single",
        given={"DJANGO_L": "a,b;c"},
    ),
    "a default that is a value": value("values.Value(values.Value('d'), environ_name='Y')", VALUES),
    "its value": value("[values.Value('d').value, values.IntegerValue(5).value]", VALUES),
    "its text": value("str(values.Value('d'))", VALUES),
    "its truth": value("[bool(values.Value('d')), bool(values.Value(''))]", VALUES),
    "a class of the project": Case(
        f"{VALUES}class V(values.Value): pass\nr = V('d', environ_name='X')",
        "a value class of the project",
        given={"DJANGO_X": "x"},
    ),
    "a number that is required": value(
        "values.IntegerValue(environ_name='N', environ_required=True)",
        VALUES,
        "environment variable DJANGO_N",
        hidden={"DJANGO_N": "5"},
    ),
    "a path": value("values.PathValue('/srv', environ_name='Y', check_exists=False)", VALUES),
    "a number that is not set": value("values.IntegerValue(environ_name='N')", VALUES),
    "an unknown name": value(
        "values.Value('d', environ_name=os.environ['X'])", VALUES, "environment variable X", hidden=X
    ),
}

READ_DYNACONF = {
    "no setting": caught("Dynaconf(settings_files=['s.toml'])['NONE']", DYNACONF, files={"s.toml": "a = 1\n"}),
    "no attribute": caught("Dynaconf(settings_files=['s.toml']).NONE", DYNACONF, files={"s.toml": "a = 1\n"}),
    "a file": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\n"
        f"r = [s.A, s['a'], s.get('a'), s.get('x', 'd'), s.T.x, s['t']['X'], 'a' in s, 'x' in s]",
        files={"s.toml": "a = 1\n[t]\nx = 'y'\n"},
    ),
    "variables": Case(
        f"{DYNACONF}s = Dynaconf()\nr = [s.N, s.L, s.D, s.B, s.T]",
        given={
            "DYNACONF_N": "5",
            "DYNACONF_L": "['a', 2]",
            "DYNACONF_D": "{a=1}",
            "DYNACONF_B": "true",
            "DYNACONF_T": "'5'",
        },
        unknown="",
    ),
    "a variable of a table": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\nr = [s.T.x, s.T.z]",
        files={"s.toml": "[t]\nx = 'y'\n"},
        given={"DYNACONF_T__z": "q"},
    ),
    "a setting that is set": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\ns.a = 5\ns.T.x = 'z'\nr = [s.A, s.T.x]",
        files={"s.toml": "a = 1\n[t]\nx = 'y'\n"},
    ),
    "an option that is not modelled": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'], includes=['x.toml'])\nr = s.A",
        "the option INCLUDES of dynaconf",
        files={"s.toml": "a = 1\n", "x.toml": "a = 2\n"},
    ),
    "a name that reaches into another": Case(
        f"{DYNACONF}s = Dynaconf(A__x=1)\nr = s.get('B', 'd')", "reaches into another"
    ),
    "a file over what is given": Case(
        f"{DYNACONF}s = Dynaconf(a=1, b='g', settings_files=['s.toml'])\nr = [s.A, s.b]", files={"s.toml": "a = 2\n"}
    ),
    "given when it is made": Case(f"{DYNACONF}s = Dynaconf(A=(1, 2), B={{'x': ['y']}})\nr = [list(s.A), s.B.x]"),
    "a variable that is not known": Case(
        f"{DYNACONF}os.environ['DYNACONF_A'] = os.environ['X']\ns = Dynaconf()\nr = s.A",
        "environment variable X",
        hidden=X,
    ),
    "something that is not known": Case(
        f"{DYNACONF}s = Dynaconf(A=os.environ['X'], settings_files=['s.toml'])\nr = s.A",
        "environment variable X",
        files={"s.toml": "b = 1\n"},
        hidden=X,
    ),
    "a loop": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\nr = [k for k in s.T]",
        files={"s.toml": "[t]\nx = 'y'\nz = 1\n"},
    ),
    "truth": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\nr = [bool(s.T), bool(s.E)]",
        files={"s.toml": "[t]\nx = 'y'\n[e]\n"},
    ),
    "a file by its whole name": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=[os.path.join(os.path.dirname(__file__), 's.toml')])\nr = s.A",
        files={"s.toml": "a = 1\n"},
    ),
    "no file by its whole name": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=[os.path.join(os.path.dirname(__file__), 'x.toml')])\n"
        f"r = s.get('A', 'd')"
    ),
    "what a loop may have set": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['s.toml'])\nfor c in os.environ['X']:\n    s.update(A=c)\nr = s.A",
        "environment variable X",
        files={"s.toml": "a = 1\n"},
        hidden=X,
    ),
    "what is evaluated late": Case(
        f"{DYNACONF}s = Dynaconf()\nr = s.A",
        "evaluates @format",
        given={"DYNACONF_A": "@format {env[HOME]}", "HOME": "/h"},
    ),
    "a conversion that fails": Case(
        f"{DYNACONF}try:\n    r = Dynaconf().A\nexcept Exception:\n    r = 'none'",
        "the text is not a number",
        given={"DYNACONF_A": "@int x"},
    ),
    "no conversion": Case(f"{DYNACONF}s = Dynaconf()\nr = s.A", "", given={"DYNACONF_A": "@int 5"}),
    "merged": Case(
        f"{DYNACONF}s = Dynaconf(settings_files=['a.toml', 'b.toml'])\nr = [s.L, s.T]",
        files={
            "a.toml": "l = [1]\n[t]\nx = 1\n",
            "b.toml": "l = ['dynaconf_merge', 2]\n[t]\ndynaconf_merge = true\ny = 2\n",
        },
        unknown="",
    ),
    "a setting that is not there": Case(f"{DYNACONF}s = Dynaconf()\nr = s.get('A', 'd')"),
}

CASES = {
    **{f"django-environ: {name}": case for name, case in DJANGO_ENVIRON.items()},
    **{f"paths: {name}": case for name, case in PATH.items()},
    **{f"environs: {name}": case for name, case in READ_ENVIRONS.items()},
    **{f"decouple: {name}": case for name, case in READ_DECOUPLE.items()},
    **{f"dotenv: {name}": case for name, case in READ_DOTENV.items()},
    **{f"configurations: {name}": case for name, case in READ_VALUES.items()},
    **{f"dynaconf: {name}": case for name, case in READ_DYNACONF.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("variables"), LIBRARIES)


@pytest.mark.parametrize("name", CASES)
def test_reading_variables(name, imported):
    judge(name, CASES, imported)
