"""Exception classes of Django and of the import system, as tokens: only their names and bases matter."""

from __future__ import annotations


class ImproperlyConfigured(Exception):  # noqa: N818  Django's name
    """django.core.exceptions.ImproperlyConfigured."""


class ObjectDoesNotExist(Exception):  # noqa: N818  Django's name
    """django.core.exceptions.ObjectDoesNotExist."""


class ValidationError(Exception):
    """django.core.exceptions.ValidationError."""
