"""What the tests of reading share: files written and read in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices.read import Article, ReadFailure, ReadOptions, read

Items = list[Article | ReadFailure]
ReadFile = Callable[..., Items]


@pytest.fixture
def read_file(tmp_path: Path) -> ReadFile:
    """`read_file(name, data, **options)`: everything that reading a file with these bytes gives."""

    def write_and_read(name: str, data: bytes | str, **options: str) -> Items:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return list(read([str(path)], ReadOptions(**options)))

    return write_and_read


@pytest.fixture
def read_one(read_file: ReadFile) -> Callable[..., Article]:
    """The same where exactly one article is expected."""

    def one(name: str, data: bytes | str, **options: str) -> Article:
        items = read_file(name, data, **options)
        assert len(items) == 1, items
        assert isinstance(items[0], Article), items[0]
        return items[0]

    return one


@pytest.fixture
def read_failure(read_file: ReadFile) -> Callable[..., ReadFailure]:
    """The same where exactly one failure is expected."""

    def one(name: str, data: bytes | str, **options: str) -> ReadFailure:
        items = read_file(name, data, **options)
        assert len(items) == 1, items
        assert isinstance(items[0], ReadFailure), items[0]
        return items[0]

    return one
