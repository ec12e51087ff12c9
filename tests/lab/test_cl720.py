"""CL720: a list is not split at semicolons, and the one word that is left matches nothing."""

from tests.lab.harness.setup import Setup

OPTIONS = {"options": "-c geqo=off"}
BAD = Setup(options=OPTIONS, pgbouncer={"ignore_startup_parameters": "extra_float_digits;options"})
GOOD = BAD.but(pgbouncer={"ignore_startup_parameters": "extra_float_digits, options"})

SCRIPT = "query()"


def test_cl720(lab):
    lab.prove("CL720", BAD, GOOD, SCRIPT, "OperationalError: .*unsupported startup parameter")
