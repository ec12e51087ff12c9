import pytest

from connlint.models.environment import Supplied
from connlint.models.place import Place
from connlint.parsers.topology.launch import Launch
from connlint.parsers.topology.recognise import groups_in

PLACE = Place(file="Procfile", line=1, column=1, end_line=1, end_column=2)


def groups(text, root, **environment):
    supplied = {name: Supplied(value=value, how="test") for name, value in environment.items()}
    return groups_in(Launch("web", PLACE, root, environment=supplied), text)


def one(text, root, **environment):
    found = groups(text, root, **environment)
    assert len(found) == 1
    return found[0]


def value(traced):
    return traced.value if traced.decided else f"?{traced.missing}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "echo gunicorn-like",
        "python manage.py migrate",
        "celery -A app flower",
        "celery -A app status",
        "procrastinate --app=x schema --apply",
        "psql",
        "npm start",
        "./missing.sh",
        "django-admin",
    ],
)
def test_commands_that_start_no_group(text, tmp_path):
    assert groups(text, tmp_path) == []


@pytest.mark.parametrize(
    "text,processes,threads,kind,timeout",
    [
        ("gunicorn app", 1, 1, "sync", 30),
        ("gunicorn app -w 4 --threads 8 -t 60", 4, 8, "gthread", 60),
        ("gunicorn -k gthread --threads=2 app", 1, 2, "gthread", 30),
        ("gunicorn -k gevent app -w 2", 2, "?worker_connections", "gevent", 30),
        ("gunicorn -k gevent --worker-connections 50 app", 1, 50, "gevent", 30),
        ("gunicorn -k uvicorn.workers.UvicornWorker app", 1, "?threads", "uvicorn", 30),
        ("gunicorn -k uvicorn_worker.UvicornWorker -w $W app", "?W", "?threads", "uvicorn", 30),
        ("gunicorn -k ${KIND} app", 1, "?KIND", "?KIND", 30),
        ("exec newrelic-admin run-program gunicorn app -w 3", 3, 1, "sync", 30),
        ("python -m gunicorn app -w 3", 3, 1, "sync", 30),
        ("poetry run gunicorn app --workers ${WEB:-3}", 3, 1, "sync", 30),
        ("bash -c 'cd /app && /venv/bin/gunicorn app -w 3'", 3, 1, "sync", 30),
        ("WEB_CONCURRENCY=5 gunicorn app", 5, 1, "sync", 30),
        ("gunicorn app -w $(nproc)", "?cores", 1, "sync", 30),
        ("gunicorn -c '' app -w 2", 2, 1, "sync", 30),
    ],
)
def test_gunicorn(text, processes, threads, kind, timeout, tmp_path):  # noqa: PLR0917 - the columns of a table
    found = one(text, tmp_path)
    assert (value(found.processes), value(found.threads)) == (processes, threads)
    assert (value(found.worker_class), value(found.timeout)) == (kind, timeout)
    assert found.asgi is (kind == "uvicorn")


def test_gunicorn_takes_its_file_then_its_variables_then_its_words(tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text("workers = 2\nthreads = 3\ntimeout = 4\npreload_app = True\n")
    found = one("gunicorn app --timeout 9", tmp_path, GUNICORN_CMD_ARGS="--threads 5 --timeout 8", WEB_CONCURRENCY="7")
    assert (found.processes.value, found.threads.value, found.timeout.value) == (2, 5, 9)
    assert found.preload
    assert found.processes.origin.short.endswith("gunicorn.conf.py:1")


def test_gunicorn_preloads_when_told(tmp_path):
    assert one("gunicorn --preload app", tmp_path).preload
    assert not one("gunicorn app", tmp_path).preload


def test_gunicorn_counts_web_concurrency(tmp_path):
    assert one("gunicorn app", tmp_path, WEB_CONCURRENCY="7").processes.value == 7


def test_a_named_configuration_file(tmp_path):
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "g.py").write_text("import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n")
    for named in ("/app/conf/g.py", "file:/app/conf/g.py", "python:conf.g"):
        found = one(f"gunicorn -c {named} app", tmp_path)
        assert value(found.processes) == "?cores"
        assert "cores" in found.processes.reason


@pytest.mark.parametrize(
    "line,expected",
    [
        ("workers = int(os.environ.get('W', '4'))", 4),
        ("workers = int(os.getenv('W', 2)) * 2", 4),
        ("workers = os.environ['W']", "?W"),
        ("workers = '4'", 4),
        ("workers = max(2, 4)", 4),
        ("n = 2\nworkers = n + 2", 4),
        ("if x:\n    workers = 4", "?workers"),
        ("workers = compute()", "?"),
        ("workers = 1 / 0", "?"),
        ("workers: int = 4", 4),
        ("workers = int(os.getenv('W') or 4)", "?W"),
        ("workers = 2\nworkers += 2", "?workers"),
        ("workers = 2\nworkers, n = 4, 5", "?workers"),
        ("workers = 4\ndef when_ready(server):\n    workers = 9", 4),
        ("workers = max([2, 4])", 4),
        ("workers = [n for n in range(4)][-1]", "?"),
        ("n = os.environ['W']\nworkers = int(n)", "?W"),
    ],
)
def test_configuration_files_are_read_not_run(line, expected, tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text(f"import os\n{line}\n")
    assert value(one("gunicorn app", tmp_path).processes) == expected


def test_a_configuration_file_sees_the_variables_that_are_supplied(tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text("import os\nworkers = int(os.environ['W']) + 1\n")
    assert one("gunicorn app", tmp_path, W="3").processes.value == 4


def test_a_configuration_file_with_a_syntax_error_says_nothing(tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text("workers = (\n")
    assert one("gunicorn app", tmp_path).processes.status == "default"


@pytest.mark.parametrize(
    "text,server,processes,threads,asgi",
    [
        ("uvicorn app:asgi", "uvicorn", 1, "?threads", True),
        ("uvicorn app:asgi --workers 4 --limit-concurrency 20", "uvicorn", 4, 20, True),
        ("hypercorn -w 3 app:asgi", "hypercorn", 3, "?threads", True),
        ("granian --interface wsgi --workers 2 --blocking-threads 4 app", "granian", 2, 4, False),
        ("granian --interface asgi --workers 2 app", "granian", 2, "?threads", True),
        ("granian app", "granian", 1, "?threads", True),
        ("GRANIAN_INTERFACE=wsgi granian app", "granian", 1, "?--blocking-threads", False),
        ("GRANIAN_INTERFACE=wsgi GRANIAN_BLOCKING_THREADS=3 granian app", "granian", 1, 3, False),
        ("daphne -p 80 app:asgi", "daphne", 1, "?threads", True),
        ("python manage.py runserver 0:8000", "runserver", 1, "?threads", False),
        ("python manage.py runserver --nothreading 0:8000", "runserver", 1, 1, False),
        ("uwsgi --processes 4 --threads 2", "uwsgi", 4, 2, False),
        ("uwsgi -p 4 --gevent 50", "uwsgi", 4, 50, False),
    ],
)
def test_other_servers(text, server, processes, threads, asgi, tmp_path):  # noqa: PLR0917 - the columns of a table
    found = one(text, tmp_path)
    assert (found.server, value(found.processes), value(found.threads), found.asgi) == (
        server,
        processes,
        threads,
        asgi,
    )


def test_a_uwsgi_file_that_is_not_there(tmp_path):
    assert one("uwsgi --ini /etc/uwsgi.ini", tmp_path).processes.status == "default"


def test_uwsgi_files_and_variables(tmp_path):
    (tmp_path / "uwsgi.ini").write_text("[other]\nthreads = 9\n[uwsgi]\nworkers = 4\nharakiri = %(x)\nthreads=$(T)\n")
    found = one("uwsgi --ini /etc/uwsgi.ini", tmp_path, UWSGI_HARAKIRI="20", T="3")
    assert (found.processes.value, found.threads.value, found.timeout.value) == (4, 3, 20)
    assert found.processes.origin.line == 4


@pytest.mark.parametrize(
    "text,processes,threads,kind",
    [
        ("celery -A app worker -c 4", 4, 1, "prefork"),
        ("celery -A app worker", "?cores", 1, "prefork"),
        ("celery -A app worker --concurrency=4 -P threads", 1, 4, "threads"),
        ("celery -A app worker -P gevent -c 100", 1, 100, "gevent"),
        ("celery -A app worker -P solo", 1, 1, "solo"),
        ("celery -A app worker --autoscale=10,3", 10, 1, "prefork"),
        ("celery -A app worker --pool=$POOL", "?POOL", "?POOL", "?POOL"),
    ],
)
def test_celery(text, processes, threads, kind, tmp_path):
    found = one(text, tmp_path)
    assert (value(found.processes), value(found.threads), value(found.worker_class)) == (processes, threads, kind)
    assert found.role == "worker"


@pytest.mark.parametrize(
    "text,server,role,processes,threads",
    [
        ("celery -A app beat", "celery", "beat", 1, 1),
        ("rq worker high", "rq", "worker", 1, 1),
        ("rq worker-pool -n 3", "rq", "worker", 3, 1),
        ("python manage.py rqworker", "rq", "worker", 1, 1),
        ("dramatiq app -p 2", "dramatiq", "worker", 2, 8),
        ("./manage.py rundramatiq --processes 2 --threads 3", "dramatiq", "worker", 2, 3),
        ("manage.py run_huey -w 4", "huey", "worker", 1, 4),
        ("manage.py run_huey -w 4 -k process", "huey", "worker", 4, 1),
        ("procrastinate --app=x worker --concurrency 5", "procrastinate", "worker", 1, 5),
        ("python manage.py qcluster", "django-q", "worker", "?workers", 1),
    ],
)
def test_other_workers(text, server, role, processes, threads, tmp_path):  # noqa: PLR0917 - the columns of a table
    found = one(text, tmp_path)
    assert (found.server, found.role) == (server, role)
    assert (value(found.processes), value(found.threads)) == (processes, threads)


def test_scripts_are_looked_through(tmp_path):
    (tmp_path / "docker").mkdir()
    script = "#!/bin/sh\n# gunicorn comment\nexport WEB_CONCURRENCY=3\nexec gunicorn app \\\n  --threads 2\n"
    (tmp_path / "docker" / "start.sh").write_text(script)
    found = one("/start.sh", tmp_path)
    assert (found.processes.value, found.threads.value) == (3, 2)
    assert found.place.line == 4


def test_a_script_whose_variables_nobody_knows(tmp_path):
    (tmp_path / "start.sh").write_text("export WEB_CONCURRENCY=$UNKNOWN\ngunicorn app\n")
    assert one("./start.sh", tmp_path).processes.status == "default"


def test_a_script_that_calls_itself_ends(tmp_path):
    (tmp_path / "start.sh").write_text("#!/bin/sh\n./start.sh\n")
    assert groups("./start.sh", tmp_path) == []


def test_the_settings_module_is_that_of_the_environment(tmp_path):
    assert one("gunicorn app", tmp_path, DJANGO_SETTINGS_MODULE="app.prod").settings_module == "app.prod"
