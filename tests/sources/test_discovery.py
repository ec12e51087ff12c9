"""Discovery takes one settings module, says which and why, and stays inside the project."""

import pytest

from connlint.sources import walk as walking
from connlint.sources.discovery import discover
from connlint.sources.modules import module_at
from connlint.sources.walk import walk
from tests.trees import called, lay

DATABASES = "DATABASES = {}\n"


@pytest.fixture
def tree(tmp_path):
    return lambda **files: lay(tmp_path, called(**files))


def named(module):
    return f'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")\n'


def taken(root, **options):
    return [module.name for module in discover(root, **options).modules]


def settings(*names):
    return {f"conf__settings__{name}_DOT_py": DATABASES for name in names}


def test_nothing(tree):
    found = discover(tree(readme_DOT_md="x"))
    assert found.empty
    assert found.modules == []


def test_the_only_settings_module(tree):
    found = discover(tree(shop__settings_DOT_py=DATABASES, shop____init___DOT_py=""))
    assert [module.name for module in found.modules] == ["shop.settings"] or found.modules[0].file.name == "settings.py"
    assert "the only one" in found.notes[0]


def test_wsgi_wins_over_manage(tree):
    root = tree(
        **settings("base", "local", "production"),
        manage_DOT_py=named("conf.settings.local"),
        conf__wsgi_DOT_py=named("conf.settings.production"),
    )
    assert taken(root) == ["conf.settings.production"]
    (note,) = discover(root).notes
    assert "named in conf/wsgi.py" in note
    assert "not taken: conf.settings.base, conf.settings.local" in note


def test_production_named_by_a_dockerfile_wins_over_wsgi(tree):
    root = tree(
        **settings("base", "production"),
        conf__wsgi_DOT_py=named("conf.settings.base"),
        Dockerfile="FROM x\nENV DJANGO_SETTINGS_MODULE=conf.settings.production\n",
    )
    assert taken(root) == ["conf.settings.production"]


@pytest.mark.parametrize("name", ["docker-compose.dev.yml", "docker-compose.override.yml", "local.yml"])
def test_a_developers_compose_file_does_not(tree, name):
    root = tree(**settings("base", "production"), conf__wsgi_DOT_py=named("conf.settings.base"))
    (root / name).write_text("environment:\n  - DJANGO_SETTINGS_MODULE=conf.settings.production\n")
    assert taken(root) == ["conf.settings.base"]


@pytest.mark.parametrize(
    "text",
    [
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'conf.settings.one'",
        'os.environ.setdefault(\n    "DJANGO_SETTINGS_MODULE",\n    "conf.settings.one",\n)',
        "DJANGO_SETTINGS_MODULE = conf.settings.one",
        "DJANGO_SETTINGS_MODULE: ${SETTINGS:-conf.settings.one}",
        "ENV DJANGO_SETTINGS_MODULE conf.settings.one",
        '[tool.django-stubs]\ndjango_settings_module = "conf.settings.one"',
    ],
)
def test_ways_to_name_it(tree, text):
    assert taken(tree(**settings("one", "two"), manage_DOT_py=text)) == ["conf.settings.one"]


def test_a_named_module_that_is_not_there_does_not_count(tree):
    root = tree(**settings("base"), manage_DOT_py=named("elsewhere.settings"))
    assert taken(root) == ["conf.settings.base"]


def test_without_a_name_production_comes_before_base_and_local_and_test(tree):
    assert taken(tree(**settings("base", "local", "production", "test"))) == ["production"]
    (tree() / "conf/settings/production.py").unlink()
    assert taken(tree()) == ["base"]


@pytest.mark.parametrize("name", ["conftest", "manage"])
def test_what_is_beside_the_settings_is_none(tree, name):
    root = tree(**{f"conf__settings__{name}_DOT_py": DATABASES, **settings("base")})
    assert taken(root) == ["base"]


def test_one_module_of_two_manage_py_is_taken_once(tree):
    files = {f"{name}__manage_DOT_py": named("conf.settings") for name in ("shop", "admin")}
    assert taken(tree(conf__settings_DOT_py=DATABASES, **files)) == ["conf.settings"]


def test_a_directory_that_is_not_there_has_no_files(tmp_path):
    assert walk(tmp_path / "missing").files == []


def test_a_module_can_be_chosen(tree):
    root = tree(**settings("base", "local"), manage_DOT_py=named("conf.settings.base"))
    assert taken(root, settings="conf.settings.local") == ["conf.settings.local"]
    assert taken(root, settings="conf/settings/local.py") == ["conf.settings.local"]
    with pytest.raises(LookupError):
        discover(root, "conf.settings.nowhere")


def test_several_projects_are_all_taken(tree):
    root = tree(
        one__manage_DOT_py=named("a.settings"),
        one__a__settings_DOT_py=DATABASES,
        two__manage_DOT_py=named("b.settings"),
        two__b__settings_DOT_py=DATABASES,
    )
    assert taken(root) == ["a.settings", "b.settings"]


def test_poolers_and_servers_by_content(tree):
    root = tree(
        deploy__pool_DOT_ini="[pgbouncer]\n",
        deploy__databases_DOT_ini="[databases]\nonly = included\n",
        deploy__postgresql_DOT_conf="",
        pytest_DOT_ini="[pytest]\n",
    )
    files = discover(root).files
    assert {role: [path.name for path in paths] for role, paths in files.items()} == {
        "pgbouncer": ["pool.ini"],
        "postgresql": ["postgresql.conf"],
    }


@pytest.mark.parametrize(
    "folder", [".git", "node_modules", "venv", "my-env", "tests", "lib/site-packages", "{{cookiecutter.x}}"]
)
def test_folders_that_are_not_the_project(tree, folder):
    root = tree(keep="")
    (root / folder).mkdir(parents=True)
    (root / folder / "pgbouncer.ini").write_text("[pgbouncer]\n")
    (root / "my-env").mkdir(exist_ok=True)
    (root / "my-env" / "pyvenv.cfg").write_text("")
    assert discover(root).empty


def test_symlinks_do_not_lead_out(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "pgbouncer.ini").write_text("[pgbouncer]\n")
    (root / "folder").symlink_to(outside)
    (root / "pgbouncer.ini").symlink_to(outside / "pgbouncer.ini")
    (root / "loop").symlink_to(root)
    (root / "broken.ini").symlink_to(root / "nowhere")
    assert walk(root).files == []


def test_symlinks_inside_are_followed_to_files(tmp_path):
    (tmp_path / "real.ini").write_text("[pgbouncer]\n")
    (tmp_path / "link.ini").symlink_to(tmp_path / "real.ini")
    assert [path.name for path in walk(tmp_path).files] == ["link.ini", "real.ini"]


def test_depth_and_number_are_limited_and_said(tree, monkeypatch):
    root = tree(a__b__c__d__deep_DOT_ini="[pgbouncer]\n")
    monkeypatch.setattr(walking, "MAX_DEPTH", 3)
    assert discover(root).notes == ["did not look deeper than 3 directories"]
    monkeypatch.setattr(walking, "MAX_FILES", 0)
    tree(x="", y="")
    assert "name the files or a smaller directory" in discover(root).notes[0]


def test_a_module_given_by_path_is_imported_from_manage_py_or_outside_its_packages(tree):
    root = tree(
        manage_DOT_py="",
        conf__settings_DOT_py=DATABASES,
        other__settings_DOT_py=DATABASES,
    )
    assert module_at(root / "conf/settings.py").name == "conf.settings"
    (root / "manage.py").unlink()
    assert module_at(root / "other/settings.py").name == "settings"
    (root / "other/__init__.py").write_text("")
    assert module_at(root / "other/settings.py").name == "other.settings"


def test_production_beside_the_developers_module_that_wsgi_names_is_taken(tree):
    root = tree(**settings("common", "dev", "prod"), conf__wsgi_DOT_py=named("conf.settings.dev"))
    assert taken(root) == ["prod"]
    (note,) = discover(root).notes
    assert "not conf.settings.dev, named in conf/wsgi.py, which is for development" in note


def test_of_two_modules_of_production_none_is_preferred_to_the_named_one(tree):
    root = tree(**settings("dev", "prod", "live"), conf__wsgi_DOT_py=named("conf.settings.dev"))
    assert taken(root) == ["conf.settings.dev"]


def test_production_of_another_package_does_not_count(tree):
    root = tree(
        **settings("dev"),
        other__app__settings__production_DOT_py=DATABASES,
        conf__wsgi_DOT_py=named("conf.settings.dev"),
    )
    assert taken(root) == ["conf.settings.dev"]


def test_a_folder_of_development_counts_like_its_name(tree):
    assert taken(tree(dev__common__settings_DOT_py=DATABASES, docker__etc__settings_DOT_py=DATABASES)) == ["settings"]
    found = discover(tree())
    assert found.modules[0].file.parent.name == "etc"


def test_a_module_is_told_once_whatever_it_is_called(tree):
    root = tree(
        **settings("production"),
        manage_DOT_py="",
        src__app__settings_DOT_py=DATABASES,
        src__app__wsgi_DOT_py=named("app.settings"),
    )
    (note,) = discover(root).notes
    assert note.startswith("settings module app.settings (src/app/settings.py)")
    assert "src.app.settings" not in note


def test_a_module_is_found_from_manage_py_of_a_folder_with_a_name_of_its_own(tree):
    root = tree(
        shop_manage__manage_DOT_py=named("shop.settings.dev"),
        shop_manage__shop__settings__dev_DOT_py=DATABASES,
        shop_manage__shop__settings__production_DOT_py=DATABASES,
        deploy__systemd__shop_DOT_service="Environment=DJANGO_SETTINGS_MODULE=shop.settings.production\n",
    )
    assert taken(root) == ["shop.settings.production"]


def test_a_comment_names_nothing(tree):
    comment = 'import os\n# os.environ["DJANGO_SETTINGS_MODULE"] = "conf.settings.two"\n'
    root = tree(**settings("one", "two"), conf__wsgi_DOT_py=comment + named("conf.settings.one"))
    assert taken(root) == ["conf.settings.one"]


def test_of_modules_that_nobody_names_the_one_with_databases_is_taken(tree):
    tree(app__settings_DOT_py="INSTALLED_APPS = []\n", docker__etc__settings_DOT_py=DATABASES)
    (module,) = discover(tree()).modules
    assert module.file.parent.name == "etc"


def test_templates_of_an_ansible_role_are_looked_at(tmp_path):
    for name in ("roles/pooler/templates/pgbouncer.ini.j2", "shop/templates/pgbouncer.ini.j2"):
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text("[databases]\n[pgbouncer]\n")
    (tmp_path / "roles/pooler/tasks").mkdir()
    found = discover(tmp_path).files["pgbouncer"]
    assert [file.relative_to(tmp_path).parts[0] for file in found] == ["roles"]


def test_settings_in_a_folder_called_config(tmp_path):
    lines = {
        "base": "INSTALLED_APPS = []\nDATABASES = {}\n",
        "production": "from shop.config.base import *\n",
        "other": "X = 1\n",
    }
    (tmp_path / "shop/config").mkdir(parents=True)
    for name, text in {"__init__": "", **lines}.items():
        (tmp_path / f"shop/config/{name}.py").write_text(text)
    (tmp_path / "shop/__init__.py").write_text("")
    assert [module.name for module in discover(tmp_path).modules] == ["shop.config.production"]


def test_an_empty_package_that_is_named_stands_for_its_modules(tmp_path):
    files = {
        "wsgi.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
        "settings/__init__.py": "# nothing here\n",
        "settings/common.py": "INSTALLED_APPS = []\n",
        "settings/dev.py": "from .common import *\nDATABASES = {}\n",
        "settings/prod.py": "from .common import *\nDATABASES = {}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [module.name for module in discover(tmp_path).modules] == ["settings.prod"]
    (tmp_path / "settings/__init__.py").write_text("from .dev import *\n")
    assert [module.name for module in discover(tmp_path).modules] == ["settings"]
