"""No deployment file crashes the readers of forms."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.parsers.pgbouncer.forms import read_forms
from connlint.parsers.postgresql import read_postgresql
from connlint.parsers.postgresql.forms import read_server_forms
from connlint.sources.text import Source

WORDS = [
    "services",
    "image",
    "environment",
    "edoburu/pgbouncer",
    "bitnami/pgbouncer:1.24",
    "postgres:16",
    "command",
    "volumes",
]
WORDS += [
    "apiVersion",
    "kind",
    "Pooler",
    "Deployment",
    "ConfigMap",
    "postgresql",
    "Cluster",
    "spec",
    "data",
    "metadata",
    "name",
]
WORDS += [
    "pgbouncer",
    "parameters",
    "connectionPooler",
    "maxDBConnections",
    "containers",
    "template",
    "env",
    "value",
    "build",
]
WORDS += [
    "pool_mode",
    "max_client_conn",
    "config",
    "databases",
    "DATABASE_URL",
    "PGBOUNCER_DSN_0",
    "-c",
    "max_connections=5",
]
WORDS += ["[pgbouncer]\nx = 1", "${X}", "${X:-y}", "$", "~", "*", "", "1", "true", "postgres://u:p@h:1/d?x"]
leaves = st.sampled_from(WORDS) | st.integers() | st.booleans() | st.none()
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(trees, st.sampled_from(["compose.yml", "pooler.yaml", "values.yaml"]))
def test_any_tree(tree, name):
    import yaml

    text = yaml.safe_dump({"services": tree, "x": "pgbouncer postgres"} if name == "compose.yml" else tree)
    source = Source(name, Path("/nonexistent", name), (text + "# pgbouncer postgres\n").encode())
    read_forms([source], {})
    read_server_forms([source], {})


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abmx_=' \t\n#.0159sin\\-$", max_size=120))
def test_any_postgresql_conf(text):
    read_postgresql(Source("postgresql.conf", Path("/nonexistent/postgresql.conf"), text.encode()))
