"""Names of secrets, as they are spelt and as they are misspelt."""

import pytest

from connlint.sources.secrets import names_secret, pairs_secret

ORDINARY = (
    "CONN_MAX_AGE CONN_HEALTH_CHECKS HOST PORT USER NAME ENGINE OPTIONS TIME_ZONE KEYSPACE TOKENIZER tokenize passive "
    "PASSTHROUGH passport passed secure SECURE_SSL_REDIRECT crossword keyword sslmode sslkey sslcert prepare_threshold "
    "taken broken stolen autogen application_name server_side_binding pool service bypass_rls_check compass_app"
)
MISSPELT = (
    "PASSWORD password PASWORD PASSWRD passwrod psswd pswd apssword sslpassword sslpasword DB_PASWORD2 dbPasword "
    "pass_word secret secert SECRTE sercet token tokn tokne auth_tokn api_key apikye credentails passphrse PGPASSWRD"
)


@pytest.mark.parametrize("name", ORDINARY.split())
def test_an_ordinary_name_holds_no_secret(name):
    assert not names_secret(name)


@pytest.mark.parametrize(
    "name",
    MISSPELT.split(),
)
def test_a_name_of_a_secret_is_known_also_misspelt(name):
    assert names_secret(name)


@pytest.mark.parametrize("text", ["", "-c search_path=app", "host=db port=5432 user=app", "a pasword", "password="])
def test_a_text_without_a_secret_pair(text):
    assert not pairs_secret(text)


@pytest.mark.parametrize("text", ["password=x", "host=db pasword = x", "sslmode=require&sslpasword=x"])
def test_a_connection_string_with_a_password(text):
    assert pairs_secret(text)
