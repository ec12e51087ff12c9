import pytest

from connlint.lint import lint
from connlint.models.environment import Supplied
from connlint.models.options import Options
from connlint.parsers.topology import read_pod_environment
from tests.trees import called, lay

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        image: registry:5000/shop:1.4
        command: [gunicorn, shop.wsgi]
        envFrom:
        - configMapRef: {name: shop}
        env:
        - {name: DJANGO_SETTINGS_MODULE, value: shop.settings}
        - {name: DB_PORT, value: "6432"}
"""
MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data:
  DB_HOST: pgbouncer
  DB_PORT: "5432"
"""
WORKER = WEB.replace("name: web", "name: worker").replace("[gunicorn, shop.wsgi]", "[celery, -A, shop, worker]")


def member(text):
    return f"{WEB}        - {text}\n"


def variables(tmp_path, environment=None, **files):
    found = read_pod_environment(lay(tmp_path, called(**files)), None, environment)
    return {name: one.missing or f"?{name}" if one.reason else one.value for name, one in found.items()}


def test_manifests_without_django_set_nothing(tmp_path):
    other = WEB.replace("gunicorn, shop.wsgi", "sleep, '1'").replace("DJANGO_SETTINGS_MODULE", "MODE")
    assert variables(tmp_path, k8s__web_DOT_yaml=other) == {}
    assert variables(tmp_path, k8s__web_DOT_yaml="kind: Deployment\nspec: [\n") == {}


@pytest.mark.parametrize(
    "text, value",
    [
        ("{name: A, valueFrom: {secretKeyRef: {name: orders, key: a}}}", "Secret orders"),
        ("{name: A, valueFrom: {secretKeyRef: {name: orders, key: a, optional: true}}}", None),
        ("{name: A, valueFrom: {configMapKeyRef: {name: shop, key: DB_HOST}}}", "pgbouncer"),
        ("{name: A, valueFrom: {configMapKeyRef: {name: shop, key: none}}}", "ConfigMap shop"),
        ("{name: A, valueFrom: {configMapKeyRef: {name: other, key: a, optional: true}}}", None),
        ("{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}", "the pod's status.hostIP"),
        ("{name: A, valueFrom: {fileKeyRef: {path: a}}}", "A"),
        ("{name: A}", ""),
        ("{name: A, value: ''}", ""),
        ("{name: A, value: 'tcp://$(DB_HOST):$(DB_PORT)/$$(x)$(NONE)'}", "tcp://pgbouncer:6432/$(x)$(NONE)"),
        ("{name: A, value: '{{ .Values.host }}'}", "env of web"),
        ("{value: x}", None),
    ],
)
def test_what_a_member_of_env_gives(tmp_path, text, value):
    assert variables(tmp_path, k8s__web_DOT_yaml=member(text), k8s__map_DOT_yaml=MAP).get("A") == value


def test_what_refers_to_a_secret_is_not_known_either(tmp_path):
    text = member("{name: P, valueFrom: {secretKeyRef: {name: s, key: p}}}") + "        - {name: URL, value: x$(P)}\n"
    assert variables(tmp_path, k8s__web_DOT_yaml=text)["URL"] == "Secret s"


def test_a_config_map_in_another_file_is_outdone_by_env(tmp_path):
    found = variables(tmp_path, k8s__web_DOT_yaml=WEB, k8s__map_DOT_yaml=MAP)
    assert (found["DB_HOST"], found["DB_PORT"]) == ("pgbouncer", "6432")


def test_a_prefix_stands_before_the_names(tmp_path):
    text = WEB.replace("- configMapRef", "- prefix: X_\n          configMapRef")
    assert variables(tmp_path, k8s__web_DOT_yaml=text, k8s__map_DOT_yaml=MAP)["X_DB_HOST"] == "pgbouncer"


@pytest.mark.parametrize(
    "secret",
    [
        "kind: Secret\nmetadata: {name: orders}\ndata: {DB_HOST: eA==}\n",
        "kind: Secret\nmetadata: {name: orders}\nstringData: {DB_HOST: hush}\n",
        "kind: SealedSecret\nmetadata: {name: orders}\nspec: {encryptedData: {DB_HOST: AgB}}\n",
    ],
)
def test_a_whole_secret_sets_its_keys_to_what_is_not_read(tmp_path, secret):
    text = WEB.replace("configMapRef: {name: shop}", "secretRef: {name: orders}")
    found = read_pod_environment(
        lay(tmp_path, called(k8s__web_DOT_yaml=text, k8s__s_DOT_yaml="apiVersion: v1\n" + secret))
    )
    assert (found["DB_HOST"].value, found["DB_HOST"].missing) == ("", "Secret orders")


def test_a_secret_that_is_not_there_sets_nothing_that_is_known(tmp_path):
    text = WEB.replace("configMapRef: {name: shop}", "secretRef: {name: orders}")
    assert "DB_HOST" not in variables(tmp_path, k8s__web_DOT_yaml=text, k8s__map_DOT_yaml=MAP)


def test_config_maps_of_one_name_must_agree(tmp_path):
    other = MAP.replace("pgbouncer", "postgres")
    found = variables(tmp_path, k8s__web_DOT_yaml=WEB, k8s__a_DOT_yaml=MAP, k8s__b_DOT_yaml=other)
    assert found["DB_HOST"] == "ConfigMap shop"


@pytest.mark.parametrize(
    "change, value",
    [
        (("shop:1.4", "shop:1.3"), "6432"),
        (('"6432"', '"5432"'), "DB_PORT"),
        (('value: "6432"', "valueFrom: {secretKeyRef: {name: s, key: k}}"), "DB_PORT"),
        (('        - {name: DB_PORT, value: "6432"}\n', ""), "6432"),
    ],
)
def test_the_workers_of_the_application_must_agree(tmp_path, change, value):
    found = variables(tmp_path, k8s__web_DOT_yaml=WEB, k8s__worker_DOT_yaml=WORKER.replace(*change))
    assert found["DB_PORT"] == value


def test_another_application_need_not_agree(tmp_path):
    other = WORKER.replace("shop:1.4", "mail").replace("DJANGO_SETTINGS_MODULE", "MODE").replace("6432", "1")
    assert variables(tmp_path, k8s__web_DOT_yaml=WEB, k8s__mail_DOT_yaml=other)["DB_PORT"] == "6432"


def test_manifests_of_staging_do_not_count(tmp_path):
    staging = WEB.replace("6432", "5432")
    found = variables(tmp_path, k8s__prod__web_DOT_yaml=WEB, k8s__staging__web_DOT_yaml=staging)
    assert found["DB_PORT"] == "6432"


SETTINGS = """\
import os
SECRET_KEY = "x"
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql",
    "HOST": os.environ.get("DB_HOST", "localhost"),
    "PORT": os.environ.get("DB_PORT", "5432"),
    "PASSWORD": os.environ.get("DB_PASSWORD", "hunter2"),
}}
"""


def test_the_settings_see_their_pod(tmp_path):
    manifest = member("{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: orders, key: password}}}")
    files = called(shop__settings_DOT_py=SETTINGS, k8s__web_DOT_yaml=manifest, k8s__map_DOT_yaml=MAP)
    (module,) = lint([str(lay(tmp_path, files))]).stack.modules
    (world,) = module.worlds
    settings = world.databases["default"].settings
    assert (settings["HOST"].value, settings["PORT"].value) == ("pgbouncer", "6432")
    assert (settings["PASSWORD"].status, settings["PASSWORD"].missing) == ("unknown", "Secret orders")
    assert "orders" in settings["PASSWORD"].reason


def test_what_the_user_supplies_wins(tmp_path):
    root = lay(tmp_path, called(shop__settings_DOT_py=SETTINGS, k8s__web_DOT_yaml=WEB))
    options = Options(environment={"DB_PORT": Supplied(value="7000", how="--env")})
    (module,) = lint([str(root)], options).stack.modules
    assert module.worlds[0].databases["default"].settings["PORT"].value == "7000"
