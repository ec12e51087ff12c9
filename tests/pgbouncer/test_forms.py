"""PgBouncer as it is deployed without an ini: containers, manifests, charts, a buildpack."""

from pathlib import Path

import pytest

from connlint.models.environment import Supplied
from connlint.parsers.pgbouncer.forms import read_forms
from connlint.sources.text import Source, read

COMPOSE = """\
services:
  pooler:
    image: {image}
    environment:
{environment}
"""


def forms(text, name="compose.yml", folder=Path("/nonexistent"), environment=None, **more):
    return read_forms([Source(name, folder / name, text.encode())], environment or {}, **more)


def compose(image, *variables, **more):
    lines = "\n".join(f"      {variable}" for variable in variables)
    return forms(COMPOSE.format(image=image, environment=lines), **more)


def only(found):
    (pooler,) = found.poolers
    return pooler


def values(entry):
    return {key: traced.value for key, traced in entry.settings.items()}


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    image: nginx\n",
        "pgbouncer: [",
        "{{ pgbouncer }}: 1",
        "a: pgbouncer\n",
        "services:\n  pgbouncer:\n",
    ],
)
def test_files_without_a_known_pooler_give_nothing(text):
    assert forms(text).poolers == []


@pytest.mark.parametrize("image", ["mycompany/pgbouncer:1.2", "pgbouncer", "${IMAGE}"])
def test_an_image_that_nobody_knows_is_not_guessed_at(image):
    assert compose(image, "POOL_MODE: transaction").poolers == []


def test_edoburu_has_presets_of_its_own():
    pooler = only(compose("edoburu/pgbouncer:v1.24.1-p1", "DB_HOST: db", "POOL_MODE: transaction"))
    assert (pooler.form, pooler.version, pooler.version_assumed) == ("edoburu/pgbouncer environment", "1.24.1", False)
    assert pooler.settings["listen_port"].value == 5432
    assert pooler.settings["listen_port"].how == "default of the image edoburu/pgbouncer"
    assert pooler.settings["auth_type"].value == "md5"
    mode = pooler.settings["pool_mode"]
    assert (mode.value, mode.how, mode.origin.line) == ("transaction", "compose service pooler", 6)
    assert pooler.settings["server_idle_timeout"].status == "default"
    assert values(pooler.databases["*"]) == {"host": "db", "port": 5432, "auth_user": "postgres"}
    assert pooler.problems == ()


def test_before_1_22_edoburu_forced_the_user():
    pooler = only(compose("edoburu/pgbouncer:1.18.0", "DB_HOST: db", "DB_USER: app"))
    assert values(pooler.databases["*"])["user"] == "app"


def test_edoburu_takes_a_url_apart():
    pooler = only(compose("edoburu/pgbouncer", "DATABASE_URL: postgres://app:hush@db.example:6000/shop"))
    assert values(pooler.databases["shop"]) == {"host": "db.example", "port": 6000, "auth_user": "app"}
    assert "hush" not in pooler.model_dump_json()
    assert [place.line for place in pooler.secrets] == [5]


def test_a_query_in_the_url_of_edoburu_breaks_the_file():
    pooler = only(compose("edoburu/pgbouncer", "DATABASE_URL: postgres://app@db/shop?sslmode=require"))
    assert not pooler.accepted


def test_several_urls_of_edoburu_are_several_entries():
    pooler = only(compose("edoburu/pgbouncer", "DATABASE_URLS: postgres://u@a/x,postgres://u@b/y"))
    assert set(pooler.databases) == {"x", "y"}


@pytest.mark.parametrize(
    "variable, kind",
    [("POOL_SIZE: 5", "unknown-key"), ("TIMEZONE: UTC", "unknown-key"), ("CLIENT_ENCODING: UTF8", "syntax-error")],
)
def test_variables_of_edoburu_that_write_what_pgbouncer_refuses(variable, kind):
    pooler = only(compose("edoburu/pgbouncer", "DB_HOST: db", variable))
    assert not pooler.accepted
    problem = next(problem for problem in pooler.problems if problem.fatal)
    assert (problem.kind, problem.place.line) == (kind, 6)


def test_a_refused_value_is_repaired_in_its_quotes():
    pooler = only(compose("edoburu/pgbouncer", "DB_HOST: db", 'SERVER_IDLE_TIMEOUT: "60s"'))
    (problem,) = pooler.problems
    assert (problem.kind, problem.replacement, problem.data["line"]) == ("invalid-value", '"60"', "compose.yml:6")
    listed = only(compose("edoburu/pgbouncer", "- DB_HOST=db", "- SERVER_IDLE_TIMEOUT=60s"))
    assert listed.problems[0].replacement is None


def test_variables_from_outside_are_supplied_or_unknown():
    variables = ("DB_HOST: ${DB_HOST:-db}", "DB_NAME: ${DB_NAME}", "DEFAULT_POOL_SIZE: ${SIZE}")
    unknown = only(compose("edoburu/pgbouncer", *variables))
    assert unknown.databases == {}
    assert not unknown.databases_whole
    assert unknown.settings["default_pool_size"].missing == "SIZE"
    supplied = {"DB_NAME": Supplied(value="shop", how="--env"), "SIZE": Supplied(value="7", how="--env")}
    known = only(compose("edoburu/pgbouncer", *variables, environment=supplied))
    assert values(known.databases["shop"])["host"] == "db"
    assert known.settings["default_pool_size"].value == 7


def test_the_env_file_of_a_service_counts_below_its_environment(tmp_path):
    (tmp_path / "pooler.env").write_text("POOL_MODE=session\nMAX_CLIENT_CONN=50\n")
    text = COMPOSE.format(image="edoburu/pgbouncer", environment="      POOL_MODE: transaction\n      DB_HOST: db")
    pooler = only(forms(text + "    env_file: pooler.env\n", folder=tmp_path))
    assert pooler.settings["pool_mode"].value == "transaction"
    assert pooler.settings["max_client_conn"].origin.file.endswith("pooler.env")


def test_variables_of_another_image_are_ignored_and_told():
    pooler = only(compose("edoburu/pgbouncer", "DB_HOST: db", "PGBOUNCER_POOL_MODE: transaction"))
    (problem,) = pooler.problems
    assert (problem.kind, problem.subject, problem.suggestion) == (
        "variable-ignored",
        "PGBOUNCER_POOL_MODE",
        "POOL_MODE",
    )
    assert pooler.settings["pool_mode"].status == "default"


def test_variables_of_another_image_are_told_together():
    names = ("POOL_MODE", "AUTH_TYPE", "MAX_CLIENT_CONN", "MIN_POOL_SIZE", "QUERY_TIMEOUT")
    pooler = only(compose("edoburu/pgbouncer", "DB_HOST: db", *(f"PGBOUNCER_{name}: 1" for name in names)))
    (problem,) = pooler.problems
    assert problem.message == (
        "the image edoburu/pgbouncer does not read PGBOUNCER_POOL_MODE, PGBOUNCER_AUTH_TYPE, "
        "PGBOUNCER_MAX_CLIENT_CONN, PGBOUNCER_MIN_POOL_SIZE and 1 more; it reads POOL_MODE, AUTH_TYPE, "
        "MAX_CLIENT_CONN, MIN_POOL_SIZE and 1 more"
    )


def test_bitnami_reads_prefixed_variables():
    pooler = only(
        compose(
            "docker.io/bitnami/pgbouncer:1.23.1",
            "PGBOUNCER_POOL_MODE: transaction",
            "POOL_MODE: statement",
            "PGBOUNCER_PORT: 7000",
        )
    )
    assert pooler.settings["pool_mode"].value == "transaction"
    assert pooler.settings["listen_port"].value == 7000
    assert pooler.settings["server_tls_sslmode"].value == "disable"
    assert [problem.subject for problem in pooler.problems] == ["POOL_MODE"]
    assert values(pooler.databases["postgres"]) == {"host": "postgresql", "port": 5432, "dbname": "postgres"}


def test_bitnami_writes_its_own_userlist_whatever_the_variable_says():
    pooler = only(compose("bitnami/pgbouncer:1.23.1", "PGBOUNCER_AUTH_FILE: /other.txt"))
    assert pooler.settings["auth_file"].value == "/opt/bitnami/pgbouncer/conf/userlist.txt"
    assert [problem.subject for problem in pooler.problems] == ["PGBOUNCER_AUTH_FILE"]


def test_bitnami_serves_more_databases_and_cuts_at_colons():
    pooler = only(
        compose(
            "bitnami/pgbouncer",
            "PGBOUNCER_DATABASE: '*'",
            "PGBOUNCER_DSN_0: shop=host=db port=5432 password=hush",
            "PGBOUNCER_AUTH_QUERY: SELECT a::text",
            "PGBOUNCER_POOL_MODE_FILE: /run/secrets/mode",
        )
    )
    assert set(pooler.databases) == {"*", "shop"}
    assert "hush" not in pooler.model_dump_json()
    assert pooler.settings["auth_query"].value == "SELECT a"
    assert pooler.settings["pool_mode"].status == "unknown"
    assert [problem.kind for problem in pooler.problems] == ["value-cut"]


def test_the_style_of_section_and_key():
    pooler = only(
        compose(
            "pgbouncer/pgbouncer",
            "DATABASES_HOST: db",
            "DATABASES_DBNAME: shop",
            "PGBOUNCER_POOL_MODE: transaction",
            "DATABASES_PASSWORD: hush",
        )
    )
    assert values(pooler.databases["*"]) == {"host": "db", "port": 5432, "dbname": "shop", "password": "********"}
    assert (pooler.settings["auth_type"].value, pooler.settings["pool_mode"].value) == ("any", "transaction")


def test_brainsam_forces_the_user():
    pooler = only(compose("brainsam/pgbouncer:latest", "DB_HOST: db", "DB_USER: app", "DB_PASSWORD: hush"))
    assert values(pooler.databases["*"])["user"] == "app"
    assert pooler.settings["listen_port"].status == "default"


@pytest.mark.parametrize("mount", ["./pgbouncer.ini:/etc/pgbouncer/pgbouncer.ini:ro", "./conf:/etc/pgbouncer"])
def test_an_ini_that_the_image_finds_wins_over_the_variables(tmp_path, mount):
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "pgbouncer.ini").write_text("[pgbouncer]\n")
    text = COMPOSE.format(image="edoburu/pgbouncer", environment="      POOL_MODE: transaction")
    found = forms(text + f"    volumes: ['{mount}']\n", folder=tmp_path)
    assert found.poolers == []
    assert [problem.kind for problem in found.problems] == ["variable-ignored"]


@pytest.mark.parametrize("mount", ["./data:/data", "./conf:/etc/pgbouncer", "/etc/pgbouncer"])
def test_a_mount_without_an_ini_leaves_the_variables_in_force(tmp_path, mount):
    (tmp_path / "conf").mkdir()
    text = COMPOSE.format(image="edoburu/pgbouncer", environment="      DB_HOST: db\n      POOL_MODE: transaction")
    found = forms(text + f"    volumes: ['{mount}']\n", folder=tmp_path)
    assert only(found).settings["pool_mode"].value == "transaction"
    assert found.problems == []


def test_an_image_built_on_a_known_one(tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM edoburu/pgbouncer:v1.23.1-p3\nENV POOL_MODE=statement\n")
    text = "services:\n  pooler:\n    build: .\n    environment:\n      DB_HOST: pgbouncer-db\n"
    pooler = only(forms(text, folder=tmp_path))
    assert (pooler.settings["pool_mode"].value, pooler.version) == ("statement", "1.23.1")


def test_of_several_compose_files_production_counts(tmp_path):
    base = COMPOSE.format(image="edoburu/pgbouncer", environment="      DB_HOST: db\n      POOL_MODE: session")
    override = "services:\n  pooler:\n    environment:\n      DB_HOST: db\n      POOL_MODE: transaction # pgbouncer\n"
    (tmp_path / "compose.yml").write_text(base)
    (tmp_path / "compose.prod.yml").write_text(override)
    sources = [read(tmp_path / name) for name in ("compose.yml", "compose.prod.yml")]
    pooler = only(read_forms(sources, {}))
    assert pooler.settings["pool_mode"].value == "transaction"
    assert pooler.settings["pool_mode"].origin.file.endswith("prod.yml")


MANIFEST = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: pooler}
data:
  userlist.txt: |
    "app" "hush"
  pgbouncer.ini: |
    [databases]
    app = host=db password=hush
    [pgbouncer]
    pool_mode = transaction ; x
"""


def test_an_ini_in_a_config_map_has_the_places_of_the_manifest():
    found = forms(MANIFEST, "k8s.yaml")
    pooler = only(found)
    assert pooler.form == "ConfigMap pooler"
    (problem,) = pooler.problems
    assert (problem.kind, problem.place.line, problem.place.column) == ("inline-comment", 11, 29)
    assert pooler.secrets[0].line == 9
    assert found.secrets[0].line == 5


DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: pooler}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - image: edoburu/pgbouncer:1.25.1
          env:
            - {name: DB_HOST, value: db}
            - {name: POOL_MODE, value: transaction}
            - {name: MAX_CLIENT_CONN, valueFrom: {secretKeyRef: {name: s, key: k}}}
"""


@pytest.mark.parametrize(
    "change, count",
    [
        (("  replicas: 3\n", ""), (1, "default of Kubernetes", "")),
        (("  replicas: 3\n", "  replicas: many\n"), (None, "", "replicas")),
        (("kind: Deployment", "kind: DaemonSet"), (None, "", "nodes")),
        (("metadata:", "metadata:"), (3, "replicas", "")),
    ],
)
def test_how_many_pods_run_is_known_or_said_not_to_be(change, count):
    counted = only(forms(DEPLOYMENT.replace(*change), "k8s.yaml")).process_count
    assert (counted.value, counted.how, counted.missing) == count


def test_an_autoscaler_sets_the_number_of_poolers():
    scaler = (
        "---\nkind: HorizontalPodAutoscaler\nmetadata: {name: pooler}\n"
        "spec: {maxReplicas: 8, scaleTargetRef: {kind: Deployment, name: pooler}}\n"
    )
    counted = only(forms(DEPLOYMENT + scaler, "k8s.yaml")).process_count
    assert (counted.value, counted.how) == (8, "maxReplicas")


REFERENCES = """\
apiVersion: v1
kind: Pod
metadata: {name: pooler}
spec:
  containers:
    - image: edoburu/pgbouncer:1.25.1
      envFrom: [{configMapRef: {name: vars}}]
      env:
        - {value: nameless}
        - {name: POOL_MODE, valueFrom: {configMapKeyRef: {name: vars, key: mode}}}
        - {name: MAX_CLIENT_CONN, valueFrom: {secretKeyRef: {name: s, key: k}}}
        - {name: DEFAULT_POOL_SIZE, valueFrom: {configMapKeyRef: {name: others, key: k}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: vars}
data: {mode: session, DB_HOST: db, MAX_CLIENT_CONN: "7", nested: {a: b}}
"""


def test_references_of_a_container_are_followed_within_the_manifests():
    pooler = only(forms(REFERENCES, "k8s.yaml"))
    assert (pooler.settings["pool_mode"].value, pooler.settings["pool_mode"].origin.line) == ("session", 17)
    assert values(pooler.databases["*"])["host"] == "db"
    assert pooler.settings["max_client_conn"].missing == "MAX_CLIENT_CONN"
    assert pooler.settings["default_pool_size"].missing == "DEFAULT_POOL_SIZE"


def test_what_only_the_cluster_knows_can_be_supplied_and_nothing_else():
    given = {name: Supplied(value="9", how="--env") for name in ("MAX_CLIENT_CONN", "POOL_MODE", "RESERVE_POOL_SIZE")}
    pooler = only(forms(REFERENCES, "k8s.yaml", environment=given))
    assert (pooler.settings["max_client_conn"].value, pooler.settings["max_client_conn"].how) == (9, "--env")
    assert pooler.settings["pool_mode"].value == "session"
    assert pooler.settings["reserve_pool_size"].status == "default"


def test_a_deployment_counts_its_pods():
    pooler = only(forms(DEPLOYMENT, "k8s.yaml"))
    assert pooler.process_count.value == 3
    assert pooler.settings["pool_mode"].how == "env of pooler"
    assert pooler.settings["max_client_conn"].missing == "MAX_CLIENT_CONN"


POOLER = """\
apiVersion: postgresql.cnpg.io/v1
kind: Pooler
metadata: {name: p}
spec:
  cluster: {name: shop}
  instances: 3
  type: rw
  pgbouncer:
    poolMode: transaction
    parameters:
      max_client_conn: "1000"
      default_pool_size: "10"
      ignore_startup_parameters: search_path
"""


def test_the_pooler_of_cloudnativepg():
    pooler = only(forms(POOLER, "pooler.yaml"))
    assert pooler.process_count.value == 3
    assert values(pooler.databases["*"]) == {"host": "shop-rw"}
    assert pooler.settings["pool_mode"].value == "transaction"
    assert pooler.settings["max_client_conn"].origin.line == 11
    assert pooler.settings["ignore_startup_parameters"].value == "extra_float_digits,options,search_path"
    assert pooler.settings["listen_port"].how == "set by CloudNativePG"
    assert pooler.accepted


def test_a_pooler_of_cloudnativepg_has_one_instance_unless_told():
    count = only(forms(POOLER.replace("  instances: 3\n", ""), "pooler.yaml")).process_count
    assert (count.value, count.how) == (1, "default of CloudNativePG")


ZALANDO = """\
apiVersion: acid.zalan.do/v1
kind: postgresql
metadata: {name: shop}
spec:
  enableConnectionPooler: true
  connectionPooler:
    numberOfInstances: 4
    maxDBConnections: 100
    mode: session
"""


def test_the_pooler_of_zalando_derives_its_numbers():
    pooler = only(forms(ZALANDO, "pg.yaml"))
    numbers = [pooler.settings[key].value for key in ("max_db_connections", "default_pool_size", "reserve_pool_size")]
    assert numbers == [25, 12, 6]
    assert (pooler.process_count.value, pooler.settings["pool_mode"].value) == (4, "session")


def test_the_defaults_of_zalando():
    text = (
        "apiVersion: acid.zalan.do/v1\nkind: postgresql\nmetadata: {name: shop}\nspec: {enableConnectionPooler: true}\n"
    )
    pooler = only(forms(text, "pg.yaml"))
    assert (pooler.settings["max_db_connections"].value, pooler.process_count.value) == (30, 2)
    off = text.replace("true", "false") + "# pooler"
    assert forms(off, "pg.yaml").poolers == []


HELM = """\
config:
  databases:
    shop: {host: db, port: 5432}
  pgbouncer:
    pool_mode: transaction
    max_client_conn: 500
    so_reuseport: true
"""


def test_values_of_a_chart_leave_the_rest_to_the_chart():
    pooler = only(forms(HELM, "values.yaml"))
    assert pooler.settings["max_client_conn"].value == 500
    assert pooler.settings["so_reuseport"].status == "unknown"
    assert pooler.settings["default_pool_size"].status == "unknown"
    assert values(pooler.databases["shop"])["port"] == 5432
    assert not pooler.databases_whole


def test_values_that_are_no_settings_of_pgbouncer_are_passed_over():
    text = HELM.replace("    so_reuseport: true\n", "    listen_addr: [a, b]\n    resources: {cpu: 1}\n")
    pooler = only(forms(text.replace("shop: {host: db, port: 5432}", "shop: host=db"), "values.yaml"))
    assert pooler.settings["listen_addr"].status == "unknown"
    assert (pooler.problems, pooler.databases) == ((), {})


def test_deep_values_are_no_crash():
    deep = "".join(" " * depth + "a:\n" for depth in range(1500))
    assert forms(f"{deep}b: pgbouncer\n", "values.yaml").poolers == []


def test_a_variable_that_is_no_text_is_not_known():
    pooler = only(compose("edoburu/pgbouncer", "DB_HOST: db", "POOL_MODE: {a: b}", "MAX_CLIENT_CONN: [1]"))
    assert pooler.settings["pool_mode"].missing == "POOL_MODE"
    assert pooler.settings["max_client_conn"].missing == "MAX_CLIENT_CONN"


def test_aliases_do_not_make_values_endless():
    wide = ", ".join(f"k{key}: *a{{}}" for key in range(20))
    levels = "".join(f"a{n}: &a{n} {{{wide.replace('{}', str(n - 1))}}}\n" for n in range(1, 9))
    text = f"a0: &a0 {{pgbouncer: {{pool_mode: session, max_client_conn: 5}}}}\n{levels}"
    assert only(forms(text, "values.yaml")).settings["pool_mode"].value == "session"


def test_the_buildpack_of_heroku():
    variables = {"PGBOUNCER_DEFAULT_POOL_SIZE": Supplied(value="5", how="--env")}
    pooler = only(forms("web: bin/start-pgbouncer gunicorn x\n", "Procfile", environment=variables))
    assert (pooler.settings["listen_port"].value, pooler.settings["pool_mode"].value) == (6000, "transaction")
    assert pooler.settings["default_pool_size"].value == 5
    assert pooler.settings["reserve_pool_size"].value == 1
    assert pooler.databases["db1"].settings["host"].missing == "DATABASE_URL"
    assert pooler.process_count.status == "unknown"
    assert forms("web: gunicorn x\n", "Procfile").poolers == []


def test_files_of_tests_are_another_deployment(tmp_path):
    for name in ("docker-compose.yml", "docker-compose.test.yml"):
        text = COMPOSE.format(image="edoburu/pgbouncer", environment="      DB_HOST: db").replace("pooler", name[:-4])
        (tmp_path / name).write_text(text)
    both = [read(tmp_path / name) for name in ("docker-compose.test.yml", "docker-compose.yml")]
    assert only(read_forms(both, {})).file.endswith("docker-compose.yml")
    assert only(read_forms(both[:1], {})).file.endswith("docker-compose.test.yml")


def test_a_dockerfile_of_something_else():
    assert forms("FROM python:3.12\n", "Dockerfile").poolers == []


def test_of_two_files_with_one_service_the_nearer_counts_whole(tmp_path):
    for name, mode in (("compose.yml", "session"), ("deeper/compose.yml", "statement")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = COMPOSE.format(image="edoburu/pgbouncer", environment=f"      DB_HOST: db\n      POOL_MODE: {mode}")
        (tmp_path / name).write_text(text)
    sources = [read(tmp_path / name) for name in ("deeper/compose.yml", "compose.yml")]
    assert only(read_forms(sources, {})).settings["pool_mode"].value == "session"


def test_a_dockerfile_alone():
    pooler = only(
        forms("FROM alpine AS x\nFROM edoburu/pgbouncer:1.25.1\nENV DB_HOST=db POOL_MODE=session\n", "Dockerfile")
    )
    assert (pooler.settings["pool_mode"].value, pooler.place.line, pooler.version) == ("session", 2, "1.25.1")
    copied = "FROM edoburu/pgbouncer\nCOPY pgbouncer.ini /etc/pgbouncer/\n"
    assert forms(copied, "Dockerfile").poolers == []


CNPG_MORE = """\
apiVersion: v1
items:
  - apiVersion: postgresql.cnpg.io/v1
    kind: Pooler
    metadata: {name: p}
    spec:
      instances: many
      pgbouncer:
        authQuery: SELECT 1
        parameters: {listen_port: "1", server_idle_timeout: 60s, nonsense: "1"}
      template:
        spec:
          containers:
            - {name: sidecar, image: x}
            - {name: pgbouncer, image: "ghcr.io/cloudnative-pg/pgbouncer:1.24.1-5"}
"""


def test_what_the_operator_forces_and_what_it_lets_through():
    pooler = only(forms(CNPG_MORE, "pooler.yaml"))
    assert (pooler.version, pooler.settings["listen_port"].value) == ("1.24.1", 5432)
    assert pooler.settings["auth_query"].value == "SELECT 1"
    assert pooler.process_count.status == "unknown"
    assert pooler.databases["*"].settings["host"].missing == "spec.cluster.name"
    told = {problem.kind: problem.replacement for problem in pooler.problems}
    assert told == {"unknown-key": None, "invalid-value": "60"}


OPERATOR = """\
apiVersion: acid.zalan.do/v1
kind: OperatorConfiguration
metadata: {name: op}
configuration:
  connection_pooler: {connection_pooler_mode: session, connection_pooler_max_db_connections: 80}
---
apiVersion: acid.zalan.do/v1
kind: postgresql
metadata: {name: shop}
spec:
  connectionPooler: {numberOfInstances: few}
  enableReplicaConnectionPooler: true
"""


def test_the_configuration_of_the_operator_and_the_replicas():
    primary, replica = forms(OPERATOR, "pg.yaml").poolers
    assert primary.settings["pool_mode"].value == "session"
    assert primary.settings["default_pool_size"].status == "unknown"
    assert primary.process_count.status == "unknown"
    assert values(replica.databases["postgres"])["host"] == "shop-repl"


@pytest.mark.parametrize("path", ["/etc/pgbouncer", "/etc/pgbouncer/pgbouncer.ini"])
def test_a_container_with_a_mounted_ini_writes_none(path):
    mounted = DEPLOYMENT + f"          volumeMounts: [{{name: c, mountPath: {path}}}]\n"
    assert forms(mounted, "k8s.yaml").poolers == []


def test_pods_and_other_objects():
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  replicas: x\n  containers:\n"
        "    - {name: other}\n    - image: edoburu/pgbouncer\n      envFrom: [{configMapRef: {name: vars}}]\n"
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars}\ndata: {DB_HOST: db, POOL_MODE: session}\n"
        "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {pgbouncer.ini: W3BnYm91bmNlcl0=}\n"
    )
    pooler = only(forms(pod, "k8s.yaml"))
    assert pooler.settings["pool_mode"].how == "ConfigMap vars"
    assert pooler.process_count.status == "unknown"


def test_bitnami_puts_user_and_password_into_the_entry_when_told():
    pooler = only(
        compose(
            "bitnami/pgbouncer",
            "PGBOUNCER_SET_DATABASE_USER: 'yes'",
            "PGBOUNCER_SET_DATABASE_PASSWORD: 'true'",
            "POSTGRESQL_PASSWORD: hush",
            "PGBOUNCER_DSN_0: ${DSN}",
        )
    )
    assert values(pooler.databases["postgres"])["password"] == "********"
    assert not pooler.databases_whole


@pytest.mark.parametrize(
    "line",
    [
        "volumes: [{type: bind, source: ./x.ini, target: /etc/pgbouncer/pgbouncer.ini}]",
        "command: pgbouncer /etc/other.ini",
    ],
)
def test_other_ways_to_give_a_service_its_own_file(line):
    text = COMPOSE.format(image="edoburu/pgbouncer", environment="      DB_HOST: db")
    assert forms(text + f"    {line}\n").poolers == []


def test_replicas_of_a_service_and_a_name_without_a_value():
    text = COMPOSE.format(image="edoburu/pgbouncer", environment="      DB_HOST:\n      DB_PORT: '6000'")
    pooler = only(forms(text + "    deploy: {replicas: 2}\n"))
    assert pooler.process_count.value == 2
    assert pooler.databases["*"].settings["host"].missing == "DB_HOST"


def test_a_url_that_nobody_supplies_hides_the_entries():
    pooler = only(compose("edoburu/pgbouncer", "DATABASE_URL: ${URL}"))
    assert (pooler.databases, pooler.databases_whole) == ({}, False)


def test_session_mode_of_the_buildpack_resets():
    variables = {"PGBOUNCER_POOL_MODE": Supplied(value="session", how="--env")}
    pooler = only(forms("web: bin/start-pgbouncer x\n", "Procfile", environment=variables))
    assert pooler.settings["server_reset_query"].value == "DISCARD ALL;"


def test_an_ini_that_the_image_replaces(tmp_path):
    text = COMPOSE.format(image="pgbouncer/pgbouncer", environment="      DATABASES_HOST: db")
    pooler = only(forms(text + "    volumes: ['./my.ini:/etc/pgbouncer/pgbouncer.ini']\n"))
    assert [problem.subject for problem in pooler.problems] == ["./my.ini"]
    (tmp_path / "pgbouncer.ini").write_text("[pgbouncer]\n")
    heroku = only(forms("web: bin/start-pgbouncer x\n", "Procfile", folder=tmp_path))
    assert [problem.subject for problem in heroku.problems] == ["pgbouncer.ini"]


def test_a_compose_service_is_known_by_its_names():
    (pooler,) = forms(
        "services:\n  pooler:\n    image: edoburu/pgbouncer\n    container_name: shop_pooler\n    hostname: pooler\n"
    ).poolers
    assert pooler.services == ("pooler", "shop_pooler")


def test_a_password_does_not_hide_the_image():
    for pooler in compose("edoburu/pgbouncer", "DB_PASSWORD: hidden", "DB_HOST: db").poolers:
        assert pooler.place not in pooler.secrets
        assert pooler.secrets


def test_a_variable_that_the_mounted_ini_repeats_does_no_harm(tmp_path):
    (tmp_path / "pgbouncer.ini").write_text("[databases]\n* =\n[pgbouncer]\npool_mode = transaction\n")
    text = (
        "services:\n  pooler:\n    image: edoburu/pgbouncer\n"
        "    environment: {POOL_MODE: transaction, DEFAULT_POOL_SIZE: '50'}\n"
        "    volumes: ['./pgbouncer.ini:/etc/pgbouncer/pgbouncer.ini:ro']\n"
    )
    found = forms(text, folder=tmp_path, root=tmp_path)
    assert [problem.subject for problem in found.problems] == ["DEFAULT_POOL_SIZE"]
