"""What looks like a secret is masked, and what only has a like name is not."""

import pytest

from connlint.sources.masking import mask, secret_spans


@pytest.mark.parametrize(
    "line",
    [
        'command: sh -c "gunicorn -w 30 --env PW=hunter2 proj.wsgi"',
        "command: gunicorn --env DB_PASS=hunter2 --threads 4",
        "  - DB_PW=hunter2",
        "pw=hunter2",
        "PGPASS=hunter2 celery worker",
        "SIGNING_KEY=hunter2 celery worker",
        "KEY='hunter2 hunter2' celery worker",
        'PASS="hunter2" daphne',
        'raw_env = ["PW=hunter2"]',
        "web: AUTH_TOKEN=hunter2 SECRET=hunter2 PWD=hunter2 gunicorn app",
        'sh -c "PASS=\\"hunter2\\" daphne"',
    ],
)
def test_a_variable_of_a_command_is_masked(line):
    assert "hunter2" not in mask(line)
    spans = secret_spans(line, code=True) if line.startswith("raw_env") else secret_spans(line)
    assert spans
    assert all("hunter2" in line[start:end] for start, end in spans)


@pytest.mark.parametrize(
    "line",
    [
        "BYPASS=1 gunicorn app",
        "KEY_PREFIX=shop",
        "server_tls_key_file = /etc/key.pem",
        "monkey=banana",
        "cache_key=shop",
        "SSL_KEY_FILE=/etc/key.pem",
        "listen_port=6432 pool_mode=transaction",
        "--keep-alive=5 --keyfile=/etc/key.pem",
        "compass=north",
    ],
)
def test_an_ordinary_name_is_shown(line):
    assert mask(line) == line


def test_an_expression_is_no_secret():
    assert secret_spans("connect(KEY=name, PW=other)", code=True) == []


@pytest.mark.parametrize("line", ["  DB_PASS: hunter2", '    "APP_PASS": "hunter2"', "PGPASS: hunter2"])
def test_short_names_before_a_colon_hide_their_values(line):
    assert "hunter2" not in mask(line)


@pytest.mark.parametrize(
    "line, shown",
    [
        ("PASSWORD = 'token=abc'", "PASSWORD = '********'"),
        ("PASSWORD = 'a token=abc d' # token=x", "PASSWORD = '********' # token=********"),
    ],
)
def test_a_secret_in_a_secret_is_masked_once(line, shown):
    assert mask(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        '        "PASWORD": "hunter2",',
        '    "sslpasword": "hunter2",',
        "    'secert' : 'hunter2',",
        'DATABASES["default"]["psswd"] = "hunter2"',
        "app = host=127.0.0.1 passwrod=hunter2",
        "tokn: hunter2",
        'options = "user=app pasword=hunter2"',
    ],
)
def test_the_value_of_a_misspelt_name_is_masked(line):
    assert "hunter2" not in mask(line)


@pytest.mark.parametrize(
    "line",
    [
        '"PASSTHROUGH": "shown"',
        '"KEYSPACE": "shown"',
        '"passive": "shown"',
        '"CONN_MAX_AGE": "shown"',
        "passport = shown",
        "secure = shown",
        "pool_mode = shown",
        "pasword = os.environ",
    ],
)
def test_a_name_that_is_only_somewhat_like_one_is_shown(line):
    assert secret_spans(line, code=True) == []


def test_a_very_long_word_is_looked_at_in_one_go():
    assert mask("passwor" * 3000 + "=x") == "passwor" * 3000 + "=x"
