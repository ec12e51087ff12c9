"""CL517: an alias one level too deep has no ENGINE."""

from tests.lab.harness.setup import Setup

BAD = Setup(module='DATABASES = {"default": DATABASES}\n')
GOOD = Setup()

SCRIPT = "query()"


def test_cl517(lab):
    shows = "ImproperlyConfigured: settings.DATABASES is improperly configured. Please supply the ENGINE value"
    lab.prove("CL517", BAD, GOOD, SCRIPT, shows)
