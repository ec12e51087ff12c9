"""dj_email_url, django_cache_url, dj_search_url: their keys are known, their values are of no interest here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.values import DictObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

EMAIL = (
    *("EMAIL_FILE_PATH", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_BACKEND"),
    *("EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_TIMEOUT", "SERVER_EMAIL", "DEFAULT_FROM_EMAIL", "OPTIONS"),
)
"""Every key that an e-mail URL can give; all of them are taken to be there."""


def email_settings(call: Call) -> Val:
    """Settings for e-mail; often put into the module, so that the names matter and the values do not."""
    unknown = Unknown("connlint does not read e-mail URLs")
    return Val(DictObj({name: call.rt.derived(unknown, call.at) for name in EMAIL}), "unknown", call.at)


def cache_entry(call: Call) -> Val:
    """An entry of CACHES, of which nothing is known."""
    return Val(DictObj({}, open=Unknown("connlint does not read cache URLs")), "unknown", call.at)


def search_entry(call: Call) -> Val:
    """An entry of HAYSTACK_CONNECTIONS, of which nothing is known."""
    return Val(DictObj({}, open=Unknown("connlint does not read search URLs")), "unknown", call.at)


MEMBERS = {
    "dj_email_url": {"config": email_settings, "parse": email_settings},
    "django_cache_url": {"config": cache_entry, "parse": cache_entry},
    "dj_search_url": {"config": search_entry, "parse": search_entry},
}
