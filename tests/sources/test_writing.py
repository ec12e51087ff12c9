"""Files are written whole or not at all."""

import errno
import os
import stat

import pytest

from connlint.sources.errors import UnreadableError
from connlint.sources.writing import write


@pytest.fixture
def held(tmp_path):
    file = tmp_path / "held.ini"
    file.write_bytes(b"before")
    return file


def full(_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_file_and_nothing_beside_it(held, monkeypatch):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnreadableError, match="cannot be written: No space left on device"):
        write(held, b"after")
    assert held.read_bytes() == b"before"
    assert [one.name for one in held.parent.iterdir()] == ["held.ini"]


def test_a_folder_that_is_missing_is_one_line(tmp_path):
    with pytest.raises(UnreadableError, match="cannot be written: No such file or directory") as caught:
        write(tmp_path / "no" / "file", b"")
    assert caught.value.file == (tmp_path / "no" / "file").as_posix()


def test_an_interrupt_leaves_nothing_beside_the_file(held, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(held, b"after")
    assert held.read_bytes() == b"before"
    assert [one.name for one in held.parent.iterdir()] == ["held.ini"]


def test_the_content_is_replaced_and_the_permissions_stay(held):
    held.chmod(0o640)
    write(held, b"after")
    assert (held.read_bytes(), stat.S_IMODE(held.stat().st_mode)) == (b"after", 0o640)


def test_a_new_file_has_the_permissions_that_the_mask_leaves(tmp_path):
    mask = os.umask(0o027)
    try:
        write(tmp_path / "new", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_link_stays_a_link(held, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(held)
    write(link, b"after")
    assert (link.is_symlink(), held.read_bytes()) == (True, b"after")


def test_a_device_is_written_to(tmp_path):
    link = tmp_path / "null"
    link.symlink_to(os.devnull)
    write(link, b"x")
    assert link.read_bytes() == b""
