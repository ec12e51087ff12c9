import pytest

from connlint.models.environment import Supplied
from connlint.parsers.topology import declare, read_environment, read_topology
from tests.trees import called, lay


def project(tmp_path, **files):
    return lay(tmp_path, called(**files))


def shapes(topology):
    def value(traced):
        return traced.value if traced.decided else f"?{traced.missing}"

    return {
        group.name: tuple(value(one) for one in (group.processes, group.threads, group.replicas, group.surge))
        for group in topology.groups
    }


def test_an_empty_project_has_no_groups(tmp_path):
    assert read_topology(tmp_path).groups == ()
    assert read_environment(tmp_path) == {}


@pytest.mark.parametrize("text", ["services: [", "- a\n- b\n", "services:\n  web: null\n", "{{ template }}", ""])
def test_broken_compose_files_are_no_crash(tmp_path, text):
    assert read_topology(project(tmp_path, compose_DOT_yml=text)).groups == ()
    assert read_environment(tmp_path) == {}


def test_procfile_and_formation(tmp_path):
    root = project(
        tmp_path,
        Procfile="release: python manage.py migrate\nweb: gunicorn app -w 3\nworker: celery -A a worker -c 2\n",
        app_DOT_json='{"formation": {"worker": {"quantity": 4}}}',
    )
    found = read_topology(root)
    assert shapes(found) == {"web": (3, 1, 1, 0), "worker": (2, 1, 4, 0)}
    assert found.groups[0].place.short.endswith("Procfile:2")
    assert found.groups[0].place.column == 6


COMPOSE = """\
x-app: &app
  image: shop
  environment: &env
    DJANGO_SETTINGS_MODULE: shop.settings
    WEB_CONCURRENCY: "${WORKERS:-6}"
    DB_PASSWORD: ${DB_PASSWORD}
services:
  web:
    <<: *app
    command: gunicorn shop.wsgi --threads 2
    deploy:
      replicas: 3
      update_config: {order: start-first, parallelism: 2}
  worker:
    <<: *app
    environment:
      <<: *env
      QUEUE: high
    command: ["celery", "-A", "shop", "worker", "-c", "5"]
    scale: 2
  shell:
    <<: *app
    profiles: [tools]
    command: gunicorn shop.wsgi
  db:
    image: postgres:16
    command: postgres -c max_connections=200
"""


def test_compose(tmp_path):
    found = read_topology(project(tmp_path, compose_DOT_yml=COMPOSE))
    assert shapes(found) == {"web": (6, 2, 3, 2), "worker": (5, 1, 2, 0)}
    assert found.groups[0].settings_module == "shop.settings"
    assert found.groups[0].processes.origin.line == 5
    assert found.groups[0].replicas.origin.line == 12


def test_compose_takes_variables_from_outside(tmp_path):
    root = project(tmp_path, compose_DOT_yml=COMPOSE, _DOT_env="WORKERS=8\n")
    assert shapes(read_topology(root))["web"][0] == 8
    given = {"WORKERS": Supplied(value="9", how="--env")}
    assert shapes(read_topology(root, environment=given))["web"][0] == 9


def test_the_environment_of_django(tmp_path):
    root = project(
        tmp_path,
        compose_DOT_yml=COMPOSE.replace("  web:\n", "  web:\n    env_file: [web.env]\n    build: .\n"),
        web_DOT_env="A=1\nWEB_CONCURRENCY=1\n",
        Dockerfile="FROM python\nENV A=0 B='two words'\nENV C three\n",
    )
    found = read_environment(root)
    assert {name: found[name].value for name in ("A", "B", "C", "WEB_CONCURRENCY")} == {
        "A": "1",
        "B": "two words",
        "C": "three",
        "WEB_CONCURRENCY": "6",
    }
    assert "DB_PASSWORD" not in found
    assert found["WEB_CONCURRENCY"].how == "compose service web"
    assert found["C"].how.startswith("ENV of ")


def test_the_environment_of_a_lone_dockerfile(tmp_path):
    root = project(tmp_path, Dockerfile="FROM python\nENV DB_HOST=pgbouncer\n")
    assert read_environment(root)["DB_HOST"].origin.line == 2


def test_a_service_without_command_runs_its_image(tmp_path):
    root = project(
        tmp_path,
        compose_DOT_yml="services:\n  web:\n    build: {context: ., target: x}\n",
        Dockerfile='FROM python AS base\nENV WEB_CONCURRENCY=2\nFROM base\nENTRYPOINT ["/start.sh"]\nCMD ["web"]\n',
        start_DOT_sh="#!/bin/sh\nexec gunicorn app\n",
    )
    assert shapes(read_topology(root)) == {"web": (2, 1, 1, 0)}


def test_production_wins_and_builds_on_the_base(tmp_path):
    root = project(
        tmp_path,
        **{
            "docker-compose_DOT_yml": "services:\n  web:\n    image: a\n    command: gunicorn a -w 1\n",
            "docker-compose.prod_DOT_yml": "services:\n  web:\n    deploy: {replicas: 4}\n",
            "docker-compose.dev_DOT_yml": "services:\n  web:\n    image: a\n    command: manage.py runserver\n",
        },
    )
    found = read_topology(root)
    assert shapes(found) == {"web": (1, 1, 4, 0)}
    assert any("docker-compose.dev.yml" in note for note in found.notes)


def test_one_way_of_deployment_counts(tmp_path):
    root = project(tmp_path, compose_DOT_yml=COMPOSE, Procfile="web: gunicorn app -w 50\n")
    found = read_topology(root)
    assert shapes(found)["web"][0] == 6
    assert "not counted" in found.notes[0]
    assert "Procfile" in found.notes[0]


def test_runserver_gives_way_to_what_is_deployed(tmp_path):
    development = "services:\n  web:\n    build: .\n    command: python manage.py runserver\n"
    root = project(tmp_path, compose_DOT_yml=development, Procfile="web: gunicorn app -w 2\n")
    assert shapes(read_topology(root)) == {"web": (2, 1, 1, 0)}


KUBERNETES = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  WEB_CONCURRENCY: "3"
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 10
  template:
    spec:
      containers:
      - name: web
        image: shop
        command: [gunicorn]
        args: [shop.wsgi, --threads, $(THREADS)]
        envFrom:
        - configMapRef: {name: web}
        env:
        - {name: THREADS, value: "4"}
"""
SCALER = """\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 30
"""


@pytest.mark.parametrize(
    "change, shape",
    [
        (("        command: [gunicorn]\n        args: [shop.wsgi, --threads, $(THREADS)]\n", ""), None),
        (("replicas: 10", "replicas: '{{ .Values.replicas }}'"), (3, 4, "?replicas", "?replicas")),
        (("replicas: 10", "replicas: true"), (3, 4, "?replicas", "?replicas")),
        (("replicas: 10", "replicas: {a: 10}"), (3, 4, "?replicas", "?replicas")),
        (('  WEB_CONCURRENCY: "3"\n', "  WEB_CONCURRENCY: {a: 3}\n"), (1, 4, 10, 3)),
        (("configMapRef: {name: web}", "configMapRef: {name: other}"), (1, 4, 10, 3)),
        (("configMapRef: {name: web}", "secretRef: {name: web}"), (1, 4, 10, 3)),
    ],
)
def test_manifests_that_say_less(tmp_path, change, shape):
    root = project(tmp_path, k8s__web_DOT_yaml=KUBERNETES.replace(*change))
    assert shapes(read_topology(root)) == ({"web": shape} if shape else {})


def test_a_variable_of_a_config_map_is_followed_and_outdone(tmp_path):
    reference = "        - {name: GUNICORN_CMD_ARGS, valueFrom: {configMapKeyRef: {name: web, key: args}}}\n"
    secret = "        - {name: WEB_CONCURRENCY, valueFrom: {secretKeyRef: {name: s, key: k}}}\n"
    text = KUBERNETES.replace("data:\n", "data:\n  args: --workers 5\n") + reference + secret
    root = project(tmp_path, k8s__web_DOT_yaml=text)
    assert shapes(read_topology(root)) == {"web": (5, 4, 10, 3)}
    root = project(tmp_path, k8s__web_DOT_yaml=text.replace("key: args", "key: none"))
    given = {"WEB_CONCURRENCY": Supplied(value="6", how="--env")}
    assert shapes(read_topology(root, environment=given)) == {"web": (6, 4, 10, 3)}


def test_objects_without_a_name_or_a_kind_are_none(tmp_path):
    more = "---\nkind: Deployment\nmetadata: {labels: {a: b}}\n---\nmetadata: {name: x}\n"
    assert shapes(read_topology(project(tmp_path, k8s__web_DOT_yaml=KUBERNETES + more))) == {"web": (3, 4, 10, 3)}


def test_an_autoscaler_without_a_bound_leaves_the_replicas(tmp_path):
    scaler = SCALER.replace("  maxReplicas: 30\n", "")
    root = project(tmp_path, k8s__web_DOT_yaml=KUBERNETES + "---\n" + scaler)
    assert shapes(read_topology(root)) == {"web": (3, 4, 10, 3)}


def test_a_manifest_that_is_no_yaml_is_told(tmp_path):
    broken = "kind: Deployment\nspec: [\n"
    found = read_topology(project(tmp_path, k8s__web_DOT_yaml=KUBERNETES, k8s__broken_DOT_yaml=broken))
    assert shapes(found) == {"web": (3, 4, 10, 3)}
    assert "broken.yaml: not YAML: " in found.notes[1]


def test_kubernetes(tmp_path):
    root = project(tmp_path, k8s__web_DOT_yaml=KUBERNETES)
    assert shapes(read_topology(root)) == {"web": (3, 4, 10, 3)}


def test_an_autoscaler_sets_the_replicas(tmp_path):
    root = project(tmp_path, k8s__web_DOT_yaml=KUBERNETES + "---\n" + SCALER)
    assert shapes(read_topology(root)) == {"web": (3, 4, 30, 8)}


@pytest.mark.parametrize(
    "strategy,surge",
    [
        ("{type: Recreate}", 0),
        ("{rollingUpdate: {maxSurge: 2}}", 2),
        ("{rollingUpdate: {maxSurge: 50%}}", 5),
        ("{rollingUpdate: {maxSurge: much}}", "?"),
    ],
)
def test_the_surge_of_a_deploy(tmp_path, strategy, surge):
    text = KUBERNETES.replace("  replicas: 10\n", f"  replicas: 10\n  strategy: {strategy}\n")
    assert shapes(read_topology(project(tmp_path, k8s__web_DOT_yaml=text)))["web"][3] == surge


def test_systemd(tmp_path):
    unit = (
        '[Unit]\nDescription=gunicorn\n[Service]\nEnvironment="WEB_CONCURRENCY=3" DJANGO_SETTINGS_MODULE=a.b\n'
        "ExecStart=/venv/bin/gunicorn app \\\n    --threads 2\n"
    )
    found = read_topology(project(tmp_path, deploy__web_DOT_service=unit))
    assert shapes(found) == {"web": (3, 2, 1, 0)}
    assert found.groups[0].settings_module == "a.b"


def test_supervisord(tmp_path):
    text = (
        "[supervisord]\nnodaemon=true\n[program:web]\ncommand=gunicorn app -w 2 ; the web\n"
        "[program:worker]\ncommand = celery -A a worker -c %%(x)s\nnumprocs=3\nenvironment=A=\"1\",B='2'\n"
        "[program:x]\nuser=x\n"
    )
    found = shapes(read_topology(project(tmp_path, supervisord_DOT_conf=text)))
    assert found["web"] == (2, 1, 1, 0)
    assert found["worker"][2] == 3
    assert set(found) == {"web", "worker"}


@pytest.mark.parametrize("text", ["processes = []\n", "[[processes]]\nweb = 'a'\n", "processes = 'web'\nenv = []\n"])
def test_a_list_of_processes_is_none_for_fly(tmp_path, text):
    assert shapes(read_topology(project(tmp_path, fly_DOT_toml=text))) == {}


def test_render_and_fly(tmp_path):
    render = (
        "services:\n- type: web\n  name: site\n  startCommand: gunicorn app\n  numInstances: 2\n"
        "  envVars:\n  - {key: WEB_CONCURRENCY, value: 3}\n"
    )
    assert shapes(read_topology(project(tmp_path, render_DOT_yaml=render))) == {"site": (3, 1, 2, 0)}
    (tmp_path / "render.yaml").unlink()
    fly = '[env]\nWEB_CONCURRENCY = 2\n[processes]\nweb = "gunicorn app"\n'
    assert shapes(read_topology(project(tmp_path, fly_DOT_toml=fly))) == {"web": (2, 1, 1, 0)}


def test_services_of_render_that_start_nothing_or_leave_variables_open(tmp_path):
    render = (
        "services:\n- {type: static, name: pages}\n- type: web\n  startCommand: gunicorn app\n"
        "  envVars:\n  - {key: WEB_CONCURRENCY, sync: false}\n  - {fromGroup: shared}\n"
    )
    assert shapes(read_topology(project(tmp_path, render_DOT_yaml=render))) == {"service": (1, 1, 1, 0)}


def test_a_configuration_file_alone(tmp_path):
    assert shapes(read_topology(project(tmp_path, **{"gunicorn.conf_DOT_py": "workers = 3\n"}))) == {
        "gunicorn": (3, 1, 1, 0)
    }
    (tmp_path / "gunicorn.conf.py").unlink()
    assert shapes(read_topology(project(tmp_path, uwsgi_DOT_ini="[uwsgi]\nprocesses = 5\n"))) == {"uwsgi": (5, 1, 1, 0)}


def test_named_files_only(tmp_path):
    root = project(tmp_path, compose_DOT_yml=COMPOSE, Procfile="web: gunicorn app -w 50\n")
    assert shapes(read_topology(root, [root / "Procfile"])) == {"web": (50, 1, 1, 0)}


@pytest.mark.parametrize(
    "table",
    [
        {"clients": "many"},
        {"clients": -1},
        {"clients": True},
        {"web": {"wrokers": 3}},
        {"web": {"asgi": 1}},
        {"cors": 3},
    ],
)
def test_declarations_that_are_wrong(tmp_path, table):
    with pytest.raises(ValueError, match="topology"):
        declare(read_topology(tmp_path), table)


def test_declarations_replace_and_add(tmp_path):
    found = read_topology(project(tmp_path, Procfile="web: gunicorn app -w 2\n"))
    declared = declare(found, {"web": {"replicas": 12}, "cron": {"processes": 2}, "clients": 70, "cores": 4})
    assert shapes(declared) == {"web": (2, 1, 12, 0), "cron": (2, 1, 1, 0)}
    assert (declared.clients.value, declared.cores.value) == (70, 4)


def test_words_and_switches_are_declared_too(tmp_path):
    table = {"web": {"worker_class": "gthread", "server": "gunicorn", "role": "web", "asgi": True, "preload": True}}
    (group,) = declare(read_topology(tmp_path), table).groups
    assert (group.worker_class.value, group.worker_class.how) == ("gthread", "declared")
    assert (group.server, group.role, group.asgi, group.preload) == ("gunicorn", "web", True, True)


def test_a_file_named_from_elsewhere(tmp_path):
    root = project(tmp_path, **{"elsewhere__gunicorn.conf_DOT_py": "workers = 3\n", "here__x": ""})
    found = read_topology(root / "here", [root / "elsewhere" / "gunicorn.conf.py"])
    assert shapes(found) == {"gunicorn": (3, 1, 1, 0)}


def test_extends_lists_and_odd_values(tmp_path):
    text = (
        "services:\n"
        "  base:\n    image: a\n    environment:\n      - WEB_CONCURRENCY=4\n      - FROM_OUTSIDE\n      - DEBUG=\n"
        "  web:\n    extends: {service: base}\n    command: [sh, -c, 'gunicorn app']\n"
        "  again:\n    extends: base\n    entrypoint: gunicorn app --threads 2\n"
        "  elsewhere:\n    extends: {service: base, file: other.yml}\n    command: gunicorn app -w 9\n"
        "  loop:\n    extends: loop\n    env_file: more.env\n    command: gunicorn app\n"
        "  nothing:\n    image: b\n"
    )
    root = project(tmp_path, compose_DOT_yml=text, more_DOT_env="WEB_CONCURRENCY=7\n")
    found = shapes(read_topology(root, environment={"FROM_OUTSIDE": Supplied(value="x", how="--env")}))
    assert {name: shape[:2] for name, shape in found.items()} == {
        "web": (4, 1),
        "again": (4, 2),
        "elsewhere": (9, 1),
        "loop": (7, 1),
    }
    assert (
        read_environment(root, environment={"FROM_OUTSIDE": Supplied(value="x", how="--env")})["FROM_OUTSIDE"].value
        == "x"
    )


def test_units_with_files_that_are_not_there(tmp_path):
    unit = "[Service]\nUser=web\nEnvironmentFile=/etc/none.env\nExecStart=/bin/gunicorn app\n"
    assert shapes(read_topology(project(tmp_path, deploy__web_DOT_service=unit))) == {"web": (1, 1, 1, 0)}


def test_units_with_a_file_of_variables(tmp_path):
    unit = "[Service]\nEnvironmentFile=-/etc/web.env\nEnvironment='broken\nExecStart=-/bin/gunicorn app\n"
    root = project(tmp_path, deploy__web_DOT_service=unit, config__web_DOT_env="WEB_CONCURRENCY=6\n")
    assert shapes(read_topology(root)) == {"web": (6, 1, 1, 0)}


def test_dockerfiles_of_every_shape(tmp_path):
    root = project(
        tmp_path,
        Dockerfile="# syntax\nFROM --platform=linux/amd64 a AS one\nENV LONELY\nENV A=1 \\\n    B=$A\n"
        "CMD exec gunicorn app -w $B\n",
    )
    assert shapes(read_topology(root)) == {"container": (1, 1, 1, 0)}
    assert read_environment(root)["B"].value == "1"
    root = project(tmp_path, Dockerfile="FROM a\nENTRYPOINT [not json]\nCMD [\n")
    assert read_topology(root).groups == ()


def test_workers_have_the_environment_where_the_web_image_comes_from_elsewhere(tmp_path):
    compose = (
        "services:\n  db:\n    image: postgres:16\n    environment: {POOLED: db}\n"
        "  web:\n    image: registry.example.com/shop\n"
        "  celery:\n    image: registry.example.com/shop\n    command: celery -A shop worker -c 2\n"
        "    environment:\n      - POOLED=pgbouncer\n"
    )
    root = project(tmp_path, compose_DOT_yaml=compose, Dockerfile="FROM a\nENV POOLED=no\n")
    assert read_environment(root)["POOLED"].value == "pgbouncer"


def test_an_entrypoint_and_a_command_make_one_command_line(tmp_path):
    compose = "services:\n  worker:\n    image: a\n    entrypoint: celery\n    command: -A core worker -c 3\n"
    assert shapes(read_topology(project(tmp_path, compose_DOT_yaml=compose))) == {"worker": (3, 1, 1, 0)}


ARMS = [
    ("if [ $N = 1 ]; then\n  gunicorn app -w 1\nelse\n  gunicorn app -w 3\nfi", [3]),
    ("if [ $N = 1 ]; then gunicorn app -w 4; else gunicorn app -w 2; fi", [4]),
    ("if a; then\n  gunicorn app -w 1\nelif b; then\n  gunicorn app -w 5\nelse\n  gunicorn app -w 2\nfi", [5]),
    ("if a; then\n  gunicorn app -w 1\nfi\nif b; then\n  gunicorn app -w 3\nfi", [1, 3]),
    ("if a; then\n  gunicorn app -w 2\nelse\n  celery -A app worker -c 6\nfi", [2, 6]),
    (
        "if a; then\n  if b; then\n    gunicorn app -w 2\n  fi\nelse\n  gunicorn app -w 3\nfi\ncelery -A app beat",
        [3, 1],
    ),
    ("if a; then\n  python manage.py runserver\nelse\n  gunicorn app\nfi", [1]),
]


@pytest.mark.parametrize("script, expected", ARMS)
def test_of_the_arms_of_an_if_one_runs(tmp_path, script, expected):
    text = 'FROM a\nCMD ["./start.sh"]\n'
    found = read_topology(project(tmp_path, Dockerfile=text, start_DOT_sh=f"#!/bin/sh\n{script}\n"))
    assert [group.processes.value for group in found.groups] == expected
    assert "runserver" not in [group.server for group in found.groups]


def test_an_image_variable_that_nobody_sets_sets_none(tmp_path):
    root = project(tmp_path, Dockerfile="FROM a\nENV WEB_CONCURRENCY=$MISSING THREADS=2\nCMD gunicorn app\n")
    assert {name: one.value for name, one in read_environment(root).items()} == {"THREADS": "2"}


def test_an_entrypoint_that_runs_the_command_it_is_given(tmp_path):
    text = "services:\n  web:\n    image: a\n    entrypoint: [/init]\n    command: gunicorn app -w 3\n"
    assert shapes(read_topology(project(tmp_path, compose_DOT_yml=text))) == {"web": (3, 1, 1, 0)}


def test_services_of_the_base_stay_beside_an_override(tmp_path):
    base = (
        "services:\n  web:\n    image: a\n    command: gunicorn a\n"
        "  worker:\n    image: a\n    command: celery -A a worker -c 2\n"
    )
    over = "services:\n  web:\n    command: gunicorn a -w 5\n"
    root = project(tmp_path, **{"docker-compose_DOT_yml": base, "docker-compose.prod_DOT_yml": over})
    assert shapes(read_topology(root)) == {"worker": (2, 1, 1, 0), "web": (5, 1, 1, 0)}


def test_a_directory_of_very_many_files_is_not_read_to_its_end(tmp_path):
    for number in range(400):
        (tmp_path / f"a{number}.service").touch()
    root = project(tmp_path, b_DOT_service="[Service]\nExecStart=gunicorn app\n")
    assert read_topology(root).groups == ()
    (root / "a0.service").unlink()
    assert shapes(read_topology(root)) == {"b": (1, 1, 1, 0)}


def test_the_web_service_that_says_where_its_database_is_gives_the_environment(tmp_path):
    root = project(
        tmp_path,
        compose_DOT_yml=(
            "services:\n"
            "  api:\n    image: app\n    command: gunicorn app.wsgi\n    environment: {LOG_LEVEL: info}\n"
            "  asgi:\n    image: app\n    command: uvicorn app.asgi\n"
            "    environment: {DATABASE_URL: 'postgres://app@pgbouncer:6432/app'}\n"
        ),
    )
    assert read_environment(root)["DATABASE_URL"].how == "compose service asgi"


def test_an_override_of_a_service_that_waits_for_its_profile_starts_nothing(tmp_path):
    root = project(
        tmp_path,
        compose_DOT_yml=(
            "services:\n"
            "  api:\n    image: app\n    profiles: [wsgi]\n    command: gunicorn app.wsgi\n"
            "  web:\n    image: app\n    command: gunicorn -w 3 app.wsgi\n"
        ),
    )
    (root / "compose.host.yml").write_text("services:\n  api:\n    command: gunicorn -w 9 app.wsgi\n")
    assert shapes(read_topology(root)) == {"web": (3, 1, 1, 0)}


def test_the_plain_compose_file_comes_before_one_of_another_name(tmp_path):
    root = project(
        tmp_path,
        **{
            "docker-compose_DOT_yml": "services:\n  web:\n    image: a\n    command: gunicorn a -w 2\n",
            "docker-compose.monitoring_DOT_yml": "services:\n  prometheus:\n    image: prom/prometheus\n",
        },
    )
    assert shapes(read_topology(root)) == {"web": (2, 1, 1, 0)}


def test_the_service_that_names_djangos_settings_gives_the_environment(tmp_path):
    root = project(
        tmp_path,
        compose_DOT_yml=(
            "services:\n"
            "  ai:\n    image: ai\n    command: uvicorn main:app\n    environment: {AI_DATABASE_URL: x}\n"
            "  web:\n    image: app\n    command: daphne app.asgi:application\n"
            "    environment: {DJANGO_SETTINGS_MODULE: app.settings, DB_HOST: pgbouncer}\n"
        ),
    )
    assert read_environment(root)["DB_HOST"].value == "pgbouncer"


def test_a_service_of_another_framework_beside_django_is_not_counted(tmp_path):
    ai = "  ai:\n    image: ai\n    command: uvicorn main:app --workers 2\n"
    web = "  web:\n    image: app\n    command: sh -c 'manage.py migrate && gunicorn -w 3 app.wsgi:application'\n"
    root = project(tmp_path, compose_DOT_yml=f"services:\n{ai}{web}")
    assert set(shapes(read_topology(root))) == {"web"}
    (root / "compose.yml").write_text(f"services:\n{ai}")
    assert set(shapes(read_topology(root))) == {"ai"}
