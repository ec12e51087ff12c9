"""A pgbouncer.ini of a ConfigMap, and the pods that mount it."""

from pathlib import Path

import pytest

from connlint.parsers.pgbouncer.forms import read_forms
from connlint.sources.text import Source

MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: pooler}
data:
  pgbouncer.ini: |
    [databases]
    app = host=db password=hush
    [pgbouncer]
    default_pool_size = 7
"""
WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: pgbouncer}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: pgbouncer}}
    spec:
      containers:
      - name: pgbouncer
        image: bitnami/pgbouncer:1.24.1
        volumeMounts:
        - {name: cfg, mountPath: /bitnami/pgbouncer/conf}
      volumes:
      - name: cfg
        configMap: {name: pooler}
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: db-pool, namespace: shop}
spec:
  selector: {app: pgbouncer}
  ports: [{port: 6432}]
"""
UNREAD = ("/bitnami/pgbouncer/conf", "/etc/pgbouncer")


def forms(*texts):
    sources = [Source(f"{n}.yaml", Path(f"/nonexistent/{n}.yaml"), text.encode()) for n, text in enumerate(texts)]
    return read_forms(sources, {})


def only(*texts):
    (pooler,) = forms(*texts).poolers
    return pooler


def test_the_tag_and_the_replicas_are_those_of_the_pod_that_mounts_it():
    pooler = only(MAP, WORKLOAD)
    assert (pooler.form, pooler.version, pooler.version_assumed) == ("ConfigMap pooler", "1.24.1", False)
    assert (pooler.process_count.value, pooler.process_count.origin.line) == (2, 5)
    assert pooler.settings["default_pool_size"].value == 7


@pytest.mark.parametrize(
    "change",
    [
        ("configMap: {name: pooler}", "configMap: {name: other}"),
        ("configMap: {name: pooler}", "configMap: {name: pooler, items: [{key: userlist.txt, path: a}]}"),
        ("configMap: {name: pooler}", "secret: {secretName: pooler}"),
        ("mountPath: /bitnami", "subPath: userlist.txt, mountPath: /bitnami"),
        ("bitnami/pgbouncer:1.24.1", "example.com/pooler:1.24.1"),
        ("- {name: cfg,", "- {name: tmp,"),
    ],
)
def test_a_pod_that_does_not_mount_the_file_says_nothing(change):
    ini = [one for one in forms(MAP, WORKLOAD.replace(*change)).poolers if one.form == "ConfigMap pooler"]
    assert [(one.version_assumed, one.process_count) for one in ini] == [(True, None)]


def test_a_projected_volume_shows_the_file_too():
    text = WORKLOAD.replace("configMap: {name: pooler}", "projected: {sources: [{configMap: {name: pooler}}]}")
    assert only(MAP, text).version == "1.24.1"


def test_two_different_pods_leave_the_version_and_the_count_open():
    other = WORKLOAD.replace("name: pgbouncer}", "name: second}", 1).replace("1.24.1", "1.22.0")
    pooler = only(MAP, WORKLOAD, other)
    assert (pooler.version_assumed, pooler.process_count) == (True, None)


def test_a_file_that_the_image_does_not_look_for_is_told_and_not_in_force():
    found = forms(MAP, WORKLOAD.replace(*UNREAD))
    (pooler,) = found.poolers
    assert (pooler.form, pooler.process_count.value) == ("bitnami/pgbouncer environment", 2)
    assert pooler.services == ("pgbouncer",)
    (problem,) = found.problems
    assert (problem.kind, problem.place.line, problem.subject) == ("mount-ignored", 13, "ConfigMap pooler")
    assert "/etc/pgbouncer: it looks for /bitnami/pgbouncer/conf/pgbouncer.ini only" in problem.message
    assert problem.suggestion == "/bitnami/pgbouncer/conf"
    assert [place.line for place in found.secrets] == [7]


@pytest.mark.parametrize(
    "line",
    [
        "        command: [pgbouncer, /etc/pgbouncer/pgbouncer.ini]\n",
        "        args: ['/etc/pgbouncer/pgbouncer.ini']\n",
    ],
)
def test_a_command_that_names_the_file_runs_it(line):
    text = WORKLOAD.replace(*UNREAD).replace("        volumeMounts", f"{line}        volumeMounts")
    found = forms(MAP, text)
    assert ([one.form for one in found.poolers], found.problems) == (["ConfigMap pooler"], [])
    assert found.poolers[0].version == "1.24.1"


def test_a_folder_of_its_own_leaves_open_whether_the_file_is_read():
    line = "        env: [{name: PGBOUNCER_MOUNTED_CONF_DIR, value: /etc/pgbouncer}]\n        volumeMounts"
    found = forms(MAP, WORKLOAD.replace(*UNREAD).replace("        volumeMounts", line))
    assert found.problems == []
    assert "ConfigMap pooler" in [one.form for one in found.poolers]


@pytest.mark.parametrize(
    "change, names",
    [
        (("", ""), ("db-pool", "db-pool.shop", "db-pool.shop.svc", "db-pool.shop.svc.cluster.local")),
        (("{port: 6432}", "{port: 5432, targetPort: 6432}"), ("pgbouncer",)),
        (("app: pgbouncer", "app: web"), ("pgbouncer",)),
        (("name: db-pool", "name: pgbouncer"), ("pgbouncer", "pgbouncer.shop")),
    ],
)
def test_services_name_the_pod(change, names):
    assert only(MAP, WORKLOAD, SERVICE.replace(*change)).services[: len(names)] == names


def test_a_named_target_port_is_looked_up():
    ports = "        ports: [{name: pg, containerPort: 6432}]\n        volumeMounts"
    text = WORKLOAD.replace("        volumeMounts", ports)
    assert "db-pool" in only(MAP, text, SERVICE.replace("6432", "6432, targetPort: pg")).services
