"""Which limit ends an idle connection first."""

import math

import pytest

from connlint.models.proxy import DeclaredNetwork
from connlint.models.topology import Topology
from connlint.models.traced import unknown
from tests.proxies.build import declared, facts

RDS = {"HOST": "the-proxy.proxy-demo.us-east-1.rds.amazonaws.com", "PORT": 5432}


@pytest.mark.parametrize(
    "settings",
    [
        {"HOST": "db.example.com"},
        {"HOST": "db.example.com", "topology": declared(limit=350), "options": {"keepalives_idle": 60}},
        {"HOST": "/var/run/postgresql", "topology": declared(limit=350)},
        {"HOST": "", "topology": declared(network={"kind": "ipvs"})},
        {"HOST": "db.example.com", "topology": Topology(network=DeclaredNetwork())},
        {"HOST": "aws-0-eu-west-1.pooler.supabase.com", "PORT": 6543},
        {**RDS, "topology": declared(client_idle=0)},
    ],
)
def test_no_limit(settings):
    assert facts(**settings)["idle_limit_seconds"].value == math.inf


@pytest.mark.parametrize(
    "settings,seconds,kind,resets",
    [
        (RDS, 1800, "proxy", True),
        ({**RDS, "options": {"keepalives_idle": 60}}, 1800, "proxy", True),
        ({**RDS, "topology": declared(client_idle=100, limit=350)}, 100, "proxy", True),
        ({**RDS, "topology": declared(limit=350)}, 350, "network", False),
        ({**RDS, "topology": declared(limit=350), "options": {"keepalives_idle": 60}}, 1800, "proxy", True),
        ({"HOST": "ep-cool-1.us-east-2.aws.neon.tech"}, 300, "proxy", True),
        ({"HOST": "db.example.com", "topology": declared(limit=350)}, 350, "network", False),
        (
            {"HOST": "db.example.com", "topology": declared(limit=350), "options": {"keepalives": 0}},
            350,
            "network",
            False,
        ),
        ({"HOST": "shop-1a.elb.us-east-2.amazonaws.com"}, 350, "network", True),
        ({"HOST": "db.example.com", "topology": declared(network={"kind": "azure-lb"})}, 240, "network", False),
    ],
)
def test_the_first_limit(settings, seconds, kind, resets):
    found = facts(**settings)
    assert (found["idle_limit_seconds"].value, found["idle_limit_kind"].value) == (seconds, kind)
    assert found["idle_limit_resets"].value is resets
    assert found["idle_limit_name"].value


def test_unknown_keepalives_leave_it_open():
    lost = unknown("environment variable X has no default", missing="X")
    found = facts(HOST="db.example.com", topology=declared(limit=350), options={"keepalives_idle": lost})
    assert (found["idle_limit_seconds"].status, found["idle_limit_seconds"].missing) == ("unknown", "X")
