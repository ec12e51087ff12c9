"""CL401: a cursor lives on one backend, and the next batch is fetched from another."""

from tests.lab.harness.http import load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    pgbouncer={"default_pool_size": 3},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 4 --preload\n"},
)
GOOD = BAD.but(database={"DISABLE_SERVER_SIDE_CURSORS": True})

SCRIPT = """
items = Item.objects.order_by("id").iterator(chunk_size=100)
for _ in range(100):
    next(items)
with busy_backend():
    seen["items"] = 100 + sum(1 for _ in items)
"""


def test_cl401(lab):
    shows = {
        "psycopg": 'psycopg.errors.InvalidCursorName: cursor "_django_curs_.*" does not exist',
        "psycopg2": 'psycopg2.errors.InvalidCursorName: cursor "_django_curs_.*" does not exist',
    }
    lab.prove("CL401", BAD, GOOD, SCRIPT, shows)


def stream(run):
    """200 streaming requests, each for its own 300 rows, to four real workers; until one is answered wrongly."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    ranges = [range(low, low + 300) for low in range(1, 5601, 28)]
    paths = {f"/rows?low={ids.start}&high={ids.stop}": ",".join(map(str, ids)) for ids in ranges}
    for _ in range(4):
        answers = load(port, list(paths), 16)
        served = [answer for answer in answers if answer.status == 200]
        wrong = sum(answer.text != paths[answer.path] for answer in served)
        if wrong:
            break
    return noted(asked=len(answers), served=len(served), wrong=wrong)


def test_cl401_other_requests_rows(lab):
    """The showpiece: HTTP 200 with rows that belong to another request."""
    lab.prove("CL401", BAD, GOOD, stream, "wrong=[1-9]", packages=("gunicorn",), drivers=("psycopg",))
