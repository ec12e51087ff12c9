"""Hosts and ports as the vendors write them, with what connlint must make of them."""

RECOGNISED = [
    # host, port, kind, mode
    ("the-proxy.proxy-demo.us-east-1.rds.amazonaws.com", 5432, "rds-proxy", "transaction"),
    ("the-proxy.endpoint.proxy-abc123.eu-central-1.rds.amazonaws.com", 5432, "rds-proxy", "transaction"),
    ("the-proxy.proxy-demo.cn-north-1.rds.amazonaws.com.cn", 5432, "rds-proxy", "transaction"),
    ("/cloudsql/project:europe-west1:instance", "", "cloud-sql-proxy", "none"),
    ("shop.postgres.database.azure.com", 6432, "azure-pgbouncer", "transaction"),
    ("shop.postgres.database.azure.com", "8432", "azure-pgbouncer", "transaction"),
    ("aws-0-eu-west-1.pooler.supabase.com", "6543", "supabase-pooler", "transaction"),
    ("aws-1-us-east-1.pooler.supabase.com", 5432, "supabase-pooler", "session"),
    ("AWS-0-EU-WEST-1.POOLER.SUPABASE.COM", 6543, "supabase-pooler", "transaction"),
    ("db.apbkobhfnmcqqzqeeqss.supabase.co", 6543, "supabase-dedicated-pooler", "transaction"),
    ("ep-cool-darkness-123456-pooler.us-east-2.aws.neon.tech", "", "neon-pooler", "transaction"),
    ("ep-cool-darkness-123456-pooler.c-2.us-east-2.aws.neon.tech", 5432, "neon-pooler", "transaction"),
    ("ep-cool-darkness-123456.us-east-2.aws.neon.tech", "", "neon", "none"),
    ("backend-do-user-19081923-0.db.ondigitalocean.com", 25061, "digitalocean-pool", "transaction"),
    ("private-backend-do-user-19081923-0.b.db.ondigitalocean.com", "25061", "digitalocean-pool", "transaction"),
]

NOT_A_PROXY = [
    ("", 5432),
    ("localhost", 6432),
    ("127.0.0.1", 6543),
    ("db", 5432),
    ("pgbouncer", 6432),
    ("pgcat", 6432),
    ("proxy.example.com", 5432),
    ("shop.abc123.us-east-1.rds.amazonaws.com", 5432),
    ("shop.cluster-abc123.us-east-1.rds.amazonaws.com", 5432),
    ("shop.cluster-ro-abc123.us-east-1.rds.amazonaws.com", 5432),
    ("shop.postgres.database.azure.com", 5432),
    ("shop.postgres.database.azure.com", ""),
    ("shop.postgres.database.azure.com.example.org", 6432),
    ("db.apbkobhfnmcqqzqeeqss.supabase.co", 5432),
    ("pooler.supabase.com.example.org", 6543),
    ("backend-do-user-19081923-0.db.ondigitalocean.com", 25060),
    ("mypooler.neon.tech.example.org", 5432),
    ("/var/run/postgresql", 5432),
    ("/tmp/cloudsql", 5432),
]

BALANCERS = ["shop-1234567890abcdef.elb.us-east-2.amazonaws.com", "shop-1a.elb.cn-north-1.amazonaws.com.cn"]
OTHER_BALANCERS = [
    "shop-123.us-east-2.elb.amazonaws.com",
    "internal-shop-123.us-east-2.elb.amazonaws.com",
    "db.elb.example.com",
]
