"""Python source in another encoding than UTF-8."""

from __future__ import annotations

import codecs
import io
import tokenize

import pytest

from connlint.sources.encoding import UTF8, python_encoding
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read


@pytest.mark.parametrize(
    "data",
    [
        b"x = 1\n",
        b"",
        b"x = 1\n# coding: latin-1\n",
        b"# no\n\n# coding: latin-1\n",
        b"# coding: latin-1\n",
        b"#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\n",
        b"\r\n# vim: set fileencoding=cp1252 :\r\n",
        b"  \f# coding=koi8-r\n",
        b"# coding: UTF_8\n",
        b"# -*- coding: utf-8-unix -*-\n",
        b"\xef\xbb\xbf# coding: utf-8\n",
        b"# encoding\n",
    ],
)
def test_the_encoding_is_that_of_tokenize(data):
    ours = codecs.lookup(python_encoding(data)).name
    theirs = codecs.lookup(tokenize.detect_encoding(io.BytesIO(data).readline)[0]).name
    assert ours.removesuffix("-sig") == theirs.removesuffix("-sig")


def test_a_cookie_is_for_python_only(tmp_path):
    file = tmp_path / "pgbouncer.ini"
    file.write_bytes(b"# coding: latin-1\n; \xe9\n")
    assert read(file).encoding == UTF8
    with pytest.raises(UnreadableError, match="not UTF-8"):
        _ = read(file).text


def test_an_encoding_that_python_lacks(tmp_path):
    with pytest.raises(UnreadableError, match="unknown encoding klingon"):
        _ = Source("settings.py", tmp_path / "settings.py", b"# coding: klingon\n").text


def test_bytes_that_the_encoding_refuses(tmp_path):
    with pytest.raises(UnreadableError, match="not ascii: byte 0xe9") as caught:
        _ = Source("settings.py", tmp_path / "settings.py", b"# coding: ascii\nx = '\xe9'\n").text
    assert caught.value.place.line == 2


def test_latin_1(tmp_path):
    assert Source("a.py", tmp_path / "a.py", b"# coding: latin-1\nx = '\xe9'\n").text.endswith("x = 'é'\n")
