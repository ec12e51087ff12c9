"""What is seen in application code, and what is not."""

import pytest

from connlint.parsers.code import read_code

SET = 'import django; django.db.connection.cursor().execute("SET work_mem = 5")\n'


def seen(folder, text, name="shop/services.py"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [(sighting.kind, sighting.subject) for sighting in read_code(folder, lambda file: file.name)]


COMMAND = "shop/management/commands/work.py"


@pytest.mark.parametrize(
    "text",
    [
        'app = Celery("shop")',
        'app = Celery("shop", fixups=["celery.fixups.django:fixup"])',
        'app = Celery("shop", fixups=FIXUPS)',
        "async def view():\n    return await Item.objects.acount()",
        "async def view():\n    return Item.objects.filter(a=1)",
        "async def view():\n    return await sync_to_async(Item.objects.count)()",
        "async def view():\n    return await sync_to_async(lambda: Item.objects.count())()",
        "async def view():\n    async for item in Item.objects.all():\n        print(item)",
        "async def view():\n    return self.objects_by_name.get(1)",
        "def view():\n    return Item.objects.count()",
        "def work():\n    Item.objects.count()\n    connection.close()\nthreading.Thread(target=work)",
        "def work():\n    print(1)\nthreading.Thread(target=work)",
        "class A(AppConfig):\n    def ready(self):\n        self.model = Item.objects",
        "with transaction.atomic():\n    file.close()",
        "with transaction.atomic():\n    transaction.on_commit(lambda: connection.close())",
        "def helper(value):\n    connections.close_all()",
        "with transaction.atomic():\n    Item.objects.count()",
        "@task_postrun.connect\ndef tidy(**_):\n    print(1)",
        "not python: async def (",
    ],
)
def test_nothing_to_see(tmp_path, text):
    assert seen(tmp_path, text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ('app = celery.Celery("shop", fixups=[])', ("celery-fixup-off", "fixups")),
        ("@task_postrun.connect\ndef tidy(**_):\n    connections.close_all()", ("celery-closes", "tidy")),
        ("def tidy(**_):\n    connection.close()\ntask_postrun.connect(tidy)", ("celery-closes", "tidy")),
        ("async def view():\n    return Item.objects.filter(a=1).first()", ("sync-query-in-coroutine", "view")),
        (
            "async def view():\n    for item in Item.objects.all():\n        print(item)",
            ("sync-query-in-coroutine", "view"),
        ),
        ("def work():\n    Item.objects.count()\nthreading.Thread(target=work)", ("thread-keeps-connection", "work")),
        (
            "def work():\n    Item.objects.count()\nwith ThreadPoolExecutor() as pool:\n    pool.submit(work)",
            ("thread-keeps-connection", "work"),
        ),
        ("class A(AppConfig):\n    def ready(self):\n        Item.objects.count()", ("query-at-start", "A.ready")),
        ("with transaction.atomic():\n    connection.close()", ("close-in-transaction", "connection.close")),
    ],
)
def test_seen(tmp_path, text, expected):
    assert seen(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "while True:\n    time.sleep(5)",
        "Item.objects.count()\ntime.sleep(5)",
        "for item in Item.objects.all():\n    print(item)\ntime.sleep(5)",
    ],
)
def test_commands_that_do_not_wait_between_queries(tmp_path, text):
    assert seen(tmp_path, text, COMMAND) == []


def test_a_command_that_asks_by_a_cursor(tmp_path):
    text = "while True:\n    with connection.cursor() as cursor:\n        cursor.execute(SQL)\n    time.sleep(5)"
    assert seen(tmp_path, text, COMMAND) == [("command-loop", "handle")]


@pytest.mark.parametrize(
    "loop, expected",
    [
        ("while True:", "1"),
        ("while not self.stopped:", "1"),
        ("while self.is_running():", "1"),
        ("while task.state != 1:", "0"),
        ("for number in range(3):", "0"),
    ],
)
def test_loops_of_commands(tmp_path, loop, expected):
    text = f"def handle(self):\n    {loop}\n        Item.objects.count()\n        time.sleep(5)\n"
    path = tmp_path / COMMAND
    path.parent.mkdir(parents=True)
    path.write_text(text)
    (sighting,) = read_code(tmp_path, lambda file: file.name)
    assert sighting.data == {"closes": "0", "pause": "5", "endless": expected}


def test_a_loop_elsewhere_is_no_command(tmp_path):
    assert seen(tmp_path, "while True:\n    Item.objects.count()\n    time.sleep(5)\n# management") == []


@pytest.mark.parametrize("name", ["tests/base.py", "shop/test_views.py", "conftest.py", "shop/views_test.py"])
def test_tests_are_passed_over(tmp_path, name):
    assert seen(tmp_path, SET, name) == []


def test_a_view_that_closes(tmp_path):
    text = "def view(request):\n    connections.close_all()\n"
    assert seen(tmp_path, text, "shop/views.py") == [("close-in-request", "view")]


def test_the_place_counts_characters(tmp_path):
    (tmp_path / "a.py").write_text(SET.replace("import django", 'import django; x = "äöü"'), encoding="utf-8")
    (sighting,) = read_code(tmp_path, lambda file: file.name)
    assert (sighting.place.line, sighting.place.column, sighting.place.end_column) == (1, 27, 84)


def test_data_and_broken_files_are_passed_over(tmp_path):
    (tmp_path / "big.py").write_bytes(SET.encode() * 40_000)
    (tmp_path / "binary.py").write_bytes(b"\x00async def\xff")
    (tmp_path / "deep.py").write_text("async def f(): return " + "(" * 3000)
    assert read_code(tmp_path, lambda file: file.name) == ()


@pytest.mark.parametrize(
    "start, lives", [("with ThreadPoolExecutor() as pool:", "0"), ("pool = ThreadPoolExecutor()\nif 1:", "1")]
)
def test_the_threads_of_a_pool_that_a_with_ends_do_not_live_on(tmp_path, start, lives):
    text = f"def work():\n    Item.objects.count()\n{start}\n    pool.submit(work)\n"
    (tmp_path / "services.py").write_text(text)
    (problem,) = read_code(tmp_path, lambda file: file.name)
    assert problem.data["lives"] == lives


def test_a_file_that_goes_while_the_project_is_read_is_passed_over(tmp_path):
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(SET)

    def shown(path):
        (tmp_path / "b.py").unlink()
        return path.name

    assert [sighting.place.file for sighting in read_code(tmp_path, shown)] == ["a.py"]
