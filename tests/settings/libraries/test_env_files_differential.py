"""Env files, against the readers of django-environ, python-decouple and python-dotenv."""

from __future__ import annotations

import random

from connlint.parsers.settings.libraries.semantics import decouple_file, dotenv_expand, dotenv_file, environ_file

LINES = (
    *(
        "A=1",
        "A = 1",
        " A=1",
        "A= 1 ",
        "export A=1",
        "export  A=1",
        "export\tA=1",
        "exportA=1",
        "A",
        "=1",
        "A==1",
        "A=b=c",
    ),
    *(
        "# comment",
        "  # comment",
        "A=1 # comment",
        "A=1# no comment",
        "A=#x",
        "A= # x",
        "A=' # '",
        'A="# x" # y',
        "#A=1",
    ),
    *(
        "A='x'",
        'A="x"',
        "A='x",
        'A="x',
        "A='x'y",
        "A='x' 'y'",
        'A="x\\ny"',
        "A='x\\ny'",
        'A="a\\"b"',
        "A='a\\'b'",
        "A='''x'''",
    ),
    *(
        'A="\\t\\q\\\\"',
        "A=\\n",
        "A=''",
        'A=""',
        "A='",
        "'A'=1",
        '"A"=1',
        "A-B=1",
        "A.B=1",
        "ä=1",
        "A=ä",
        "1A=x",
        "A B=1",
    ),
    *(
        "A=${B}",
        "A=$B",
        "A=${B:-d}",
        "A='${B}'",
        "A=x${B}y${C}",
        "A=${}",
        "A=${B:x}",
        "A=${A}",
        "B=2",
        "C='3'",
        "A:1",
        "A;1",
        "[x]",
    ),
    *(
        "DATABASE_URL=postgres://u:p#w@h:5432/n?a=b",
        "export 'A'='1'",
        "A=1;B=2",
        "A=\t1\t",
        "A=x\\",
        "A='x\\\\'",
        "",
        "   ",
        "\t",
    ),
    *(
        'A="multi',
        'line"',
        "A='m",
        "l' # c",
        "A=\x0b1",
        "A=1\x0cB=2",
        "A=x\u2028B=y",
        "\ufeffA=1",
        "A=1 #",
        "A='x'#c",
        "A='x' #c",
    ),
)
ENDS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n")


def files(count=1500):
    pick = random.Random(11)
    yield from LINES
    yield from (f"{line}\n" for line in LINES)
    for _ in range(count):
        yield "".join(pick.choice(LINES) + pick.choice(ENDS) for _ in range(pick.randint(1, 6)))


def test_environ_read_env(agree):
    def model(case):
        text = case[0].replace("\r\n", "\n").replace("\r", "\n")
        return {found.name: found.value for found in environ_file.parse_file(text, comments=case[1])}

    agree(
        "environ",
        """
        import io
        import environ
        def run(case):
            class Env(environ.Env):
                ENVIRON = {}
            Env.read_env(io.StringIO(case[0], newline=None), parse_comments=case[1], overwrite=True)
            return Env.ENVIRON
        """,
        [(text, comments) for text in files() for comments in (False, True)],
        model,
    )


def test_decouple_repository_env(agree):
    agree(
        "decouple",
        """
        import decouple
        def run(case):
            with open("env", "w", encoding="utf-8", newline="") as file:
                file.write(case)
            return decouple.RepositoryEnv("env").data
        """,
        list(files()),
        lambda case: {found.name: found.value for found in decouple_file.parse_env(case)},
    )


INI = (
    *(
        "[settings]\nA=1",
        "[settings]\nA: 1 ; x\nB=%(A)s",
        "[settings]\na=1\nA=2",
        "A=1",
        "[settings]\nA=100%",
        "[settings]\nA=50%%",
    ),
    *(
        "[other]\nA=1",
        "[DEFAULT]\nA=1\n[settings]\nB=2",
        "[settings]\nA=%(NOPE)s",
        "[settings]\nA =\n  x\n  y",
        "[settings]\nA",
    ),
    *(
        "[settings]\n[settings]\nA=1",
        "; c\n# c\n[settings]\nA=x # c",
        "[Settings]\nA=1",
        "[settings]\nA=%(a)s",
        "",
        "[settings]",
    ),
)


def test_decouple_repository_ini(agree):
    agree(
        "decouple",
        """
        import decouple
        def run(case):
            with open("settings.ini", "w", encoding="utf-8") as file:
                file.write(case)
            repository = decouple.RepositoryIni("settings.ini")
            return repository["A"] if "A" in repository else None
        """,
        list(INI),
        lambda case: decouple_file.ini_value(case, "A"),
    )


def test_dotenv_values_and_their_lines(agree):
    def model(case):
        found = [(item.name, item.value) for item in dotenv_file.parse_file(case[0])]
        return dotenv_expand.expand(found, {"B": "env", "D": "env"}, override=case[1])

    agree(
        "dotenv",
        """
        import io, os
        from dotenv.main import DotEnv
        def run(case):
            os.environ.clear()
            os.environ.update(B="env", D="env")
            return dict(DotEnv(None, stream=io.StringIO(case[0]), override=case[1]).dict())
        """,
        [(text, override) for text in files() for override in (False, True)],
        model,
    )


def test_dotenv_lines(real):
    texts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in files(400)]  # as a file is opened
    answers = real(
        "dotenv",
        """
        import io
        from dotenv.parser import parse_stream
        def run(case):
            found, text = [], ""
            for binding in parse_stream(io.StringIO(case)):
                blank = len(binding.original.string) - len(binding.original.string.lstrip())
                head = (text + binding.original.string[:blank]).replace("\\r\\n", "\\n").replace("\\r", "\\n")
                text += binding.original.string
                if binding.key is not None:
                    found.append((binding.key, head.count("\\n") + 1))
            return found
        """,
        texts,
    )
    ours = [("value", [(item.name, item.line) for item in dotenv_file.parse_file(text)]) for text in texts]
    assert ours == answers


def test_spans_point_at_the_name_and_end_after_the_value():
    found = list(dotenv_file.parse_file("# head\nexport A=1 # c\nB='x\ny'\n"))
    assert [(item.name, item.line, item.column, item.end_line, item.end_column) for item in found] == [
        ("A", 2, 8, 2, 15),
        ("B", 3, 1, 4, 3),
    ]
    (only,) = environ_file.parse_file("export A=1")
    assert (only.line, only.column, only.end_column) == (1, 8, 11)
    (only,) = decouple_file.parse_env("  A = '1' ")
    assert (only.line, only.column, only.end_column) == (1, 3, 10)
