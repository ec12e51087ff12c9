"""Helm values, CronJobs, and compose services that extend those of other files."""

import pytest

from connlint.parsers.topology import read_environment, read_topology
from tests.topology.test_files import project, shapes

VALUES = """\
web:
  replicaCount: 2
  autoscaling:
    enabled: {enabled}
    minReplicas: 2
    maxReplicas: 6
  env:
    GUNICORN_WORKERS: "3"
    GUNICORN_THREADS: 4
    GUNICORN_WORKER_CLASS: {kind}
worker:
  replicas: 5
  env:
    - name: CELERY_CONCURRENCY
      value: "8"
"""


def chart(tmp_path, text, **more):
    return read_topology(project(tmp_path, **{"helm__shop__values_DOT_yaml": text, **more}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "replicaCount: 3\n",
        "env: [GUNICORN_WORKERS]\n",
        "a: [",
        "GUNICORN_WORKERS: {a: 1}\n",
        "a: &a [*a]\n",
    ],
)
def test_values_without_worker_counts_start_nothing(tmp_path, text):
    assert chart(tmp_path, text).groups == ()


@pytest.mark.parametrize(
    "enabled, replicas", [("true", 6), ("false", 2), ("maybe", "?replicas"), ("'{{ .on }}'", "?replicas")]
)
def test_helm_values(tmp_path, enabled, replicas):
    found = chart(tmp_path, VALUES.format(enabled=enabled, kind="gthread"))
    assert shapes(found) == {"web": (3, 4, replicas, "?surge"), "worker": (8, 1, 5, "?surge")}
    assert found.groups[0].processes.origin.line == 8
    assert [group.server for group in found.groups] == ["gunicorn", "celery"]


def test_an_asgi_worker_has_no_number_of_threads(tmp_path):
    found = chart(tmp_path, VALUES.format(enabled="true", kind="uvicorn.workers.UvicornWorker"))
    assert found.groups[0].asgi
    assert shapes(found)["web"][1] == "?threads"


def test_what_the_values_leave_to_the_image_is_unknown(tmp_path):
    found = chart(tmp_path, "replicaCount: 3\nenv:\n  GUNICORN_WORKERS: 2\n  CELERY_CONCURRENCY: 2\n")
    assert shapes(found) == {
        "web": (2, "?GUNICORN_THREADS", 3, "?surge"),
        "worker": (2, 1, "?replicas", "?surge"),
    }


@pytest.mark.parametrize("leaf", ["{x: 1}", "{}", "[]"])
def test_aliases_do_not_make_values_endless(tmp_path, leaf):
    wide = ", ".join(f"k{key}: *a{{}}" for key in range(20))
    levels = [f"a{n}: &a{n} {{{wide.replace('{}', str(n - 1))}}}\n" for n in range(1, 9)]
    found = chart(tmp_path, f"GUNICORN_WORKERS: 2\na0: &a0 {leaf}\n" + "".join(levels))
    assert shapes(found)["web"][0] == 2


def test_a_worker_count_that_lies_too_deep_is_not_taken(tmp_path):
    def nested(levels):
        return "{a: " * levels + "{GUNICORN_WORKERS: 2}" + "}" * levels

    assert chart(tmp_path, nested(9)).groups == ()
    assert shapes(chart(tmp_path, nested(7)))["web"][0] == 2


def test_values_for_production_are_laid_over_the_others(tmp_path):
    over = "web:\n  autoscaling: {enabled: false}\n  replicaCount: 9\nworker:\n  env: [{name: OTHER, value: x}]\n"
    base = VALUES.format(enabled="true", kind="sync")
    found = chart(tmp_path, base, **{"helm__shop__values-prod_DOT_yaml": over})
    assert shapes(found) == {"web": (3, 4, 9, "?surge")}


CRON = """\
apiVersion: batch/v1
kind: CronJob
metadata: {name: clean}
spec:
  schedule: "0 * * * *"
  MORE
  jobTemplate:
    spec:
      parallelism: 2
      template:
        spec:
          containers:
            - name: clean
              command: [COMMAND]
              env: [{name: DJANGO_SETTINGS_MODULE, value: shop.settings}]
"""


@pytest.mark.parametrize(
    "command, more, shape",
    [
        ("python, manage.py, clearsessions", "suspend: false", {"clean": (1, 1, 2, 0)}),
        ("sh, -c, 'cd /app && django-admin clearsessions'", "suspend: false", {"clean": (1, 1, 2, 0)}),
        ("celery, -A, shop, worker, -c, '3'", "suspend: false", {"clean": (3, 1, 2, 0)}),
        ("python, manage.py, clearsessions", "suspend: true", {}),
        ("pg_dump, shop", "suspend: false", {}),
    ],
)
def test_cron_jobs(tmp_path, command, more, shape):
    text = CRON.replace("COMMAND", command).replace("MORE", more)
    found = read_topology(project(tmp_path, k8s__cron_DOT_yaml=text))
    assert shapes(found) == shape
    assert all(group.settings_module == "shop.settings" for group in found.groups)


BASE = """\
services:
  app:
    command: gunicorn shop.wsgi --threads 3
    env_file: [app.env]
    image: shop
"""


@pytest.mark.parametrize(
    "file, processes",
    [("common/base.yml", 7), ("./common/base.yml", 7), ("common/missing.yml", None), ("/etc/x", None)],
)
def test_compose_extends_a_service_of_another_file(tmp_path, file, processes):
    own = f"services:\n  web:\n    extends: {{file: {file}, service: app}}\n    scale: 2\n"
    root = project(tmp_path, compose_DOT_yml=own, common__base_DOT_yml=BASE, common__app_DOT_env="WEB_CONCURRENCY=7\n")
    (root / "app.env").write_text("WEB_CONCURRENCY=1\n")
    assert shapes(read_topology(root)) == ({"web": (processes, 3, 2, 0)} if processes else {})


def test_compose_files_that_extend_each_other_end(tmp_path):
    one = "services:\n  web:\n    extends: {file: b.yml, service: web}\n    command: gunicorn shop.wsgi -w 2\n"
    other = "services:\n  web:\n    extends: {file: compose.yml, service: web}\n"
    assert shapes(read_topology(project(tmp_path, compose_DOT_yml=one, b_DOT_yml=other))) == {"web": (2, 1, 1, 0)}


def test_compose_does_not_read_outside_the_project(tmp_path):
    (tmp_path / "base.yml").write_text(BASE)
    own = "services:\n  web:\n    extends: {file: ../base.yml, service: app}\n"
    (tmp_path / "inside").mkdir()
    assert read_topology(project(tmp_path / "inside", compose_DOT_yml=own)).groups == ()


def test_compose_merges_the_environment_of_what_is_extended(tmp_path):
    base = "services:\n  app:\n    command: gunicorn a\n    environment: {WEB_CONCURRENCY: 4, A: base, B: base}\n"
    own = "services:\n  web:\n    image: a\n    extends: {file: base.yml, service: app}\n    environment: [A=own]\n"
    over = "services:\n  web:\n    environment:\n      B: over\n"
    files = {"base_DOT_yml": base, "docker-compose_DOT_yml": own, "docker-compose.prod_DOT_yml": over}
    root = project(tmp_path, **files)
    assert shapes(read_topology(root)) == {"web": (4, 1, 1, 0)}
    found = read_environment(root)
    assert {name: found[name].value for name in "AB"} == {"A": "own", "B": "over"}
