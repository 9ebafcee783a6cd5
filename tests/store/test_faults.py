"""What goes wrong with databases is told in one sentence, and loses nothing."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from goodoffices.errors import (
    NotAStoreError,
    StoreAddressError,
    StoreCorruptError,
    StoreDriverMissingError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreRefusedError,
    StoreTooNewError,
    StoreUnreachableError,
)
from goodoffices.model import ExplainedRecord
from goodoffices.store import articles, check, open_store
from goodoffices.store.schema import STEPS
from goodoffices.store.tables import metadata

Make = Callable[..., ExplainedRecord]
NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def save(address: str, *records: ExplainedRecord, wait: float = 5) -> None:
    with open_store(address, wait=wait) as store:
        for record in records:
            with store.writing() as connection:
                articles.save(connection, record, NOW)


def filed(address: str) -> list[str]:
    with open_store(address, create=False) as store, store.reading() as connection:
        return [h.id for h in articles.headers(connection)]


@pytest.mark.parametrize("address", ["", "store.db", "sqlite:/x.db", "sqlite://x.db", "mysql://u@h/d", "postgresql://host", "postgresql://u:geheim@h:port/d", "nonsense://x"])
def test_wrong_addresses_are_wrong_usage_and_keep_passwords(address: str) -> None:
    with pytest.raises(StoreAddressError, match="sqlite:///FILE") as caught:
        open_store(address)
    assert caught.value.exit_code == 2 and "geheim" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(StoreDriverMissingError, match=r"goodoffices\[postgres\]") as caught:
        open_store("postgresql://u:geheim@h/d")
    assert "geheim" not in str(caught.value)


def test_a_missing_file_is_made_only_for_filing(file: Path) -> None:
    with pytest.raises(StoreMissingError, match="there is no store"):
        open_store(url(file), create=False)
    assert not file.exists()
    open_store(url(file)).close()
    assert file.exists()


@pytest.mark.parametrize(("target", "said"), [("no/folder/x.db", "does not exist"), (".", "is a folder")])
def test_places_where_no_file_can_be(tmp_path: Path, target: str, said: str) -> None:
    with pytest.raises(StoreUnreachableError, match=said):
        open_store(f"sqlite:///{tmp_path / target}")


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 500, b"PK\x03\x04" + bytes(5000), os.urandom(4096)], ids=["text", "zip", "noise"])
def test_a_file_that_is_no_database_is_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(NotAStoreError):
        open_store(url(file))
    assert file.read_bytes() == content


@pytest.mark.parametrize("script", ["CREATE TABLE bookmarks(x)", "CREATE TABLE alembic_version(version_num); INSERT INTO alembic_version VALUES ('abc')",
                                    f"CREATE TABLE alembic_version(version_num); INSERT INTO alembic_version VALUES ('{STEPS[-1]}')"], ids=["tables", "migrated", "same-step"])
def test_a_database_of_another_program_is_left_alone(file: Path, script: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.executescript(script)
    connection.close()
    before = file.read_bytes()
    with pytest.raises(NotAStoreError, match="another program"):
        open_store(url(file))
    assert file.read_bytes() == before


def test_a_newer_store_is_left_alone(store_url: str, make_record: Make) -> None:
    save(store_url, make_record("a"))
    with open_store(store_url) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    with pytest.raises(StoreTooNewError, match="update the program"):
        open_store(store_url)


def test_a_locked_store_is_waited_for_then_told(file: Path, make_record: Make) -> None:
    save(url(file), make_record("a"))
    with open_store(url(file)) as holder, holder.writing(), pytest.raises(StoreLockedError, match="another process"):
        save(url(file), make_record("b", "Two."), wait=0.05)
    assert filed(url(file)) == ["a"]
    save(url(file), make_record("b", "Two."))
    assert filed(url(file)) == ["a", "b"]


def test_a_locked_postgresql_store(postgresql_url: str, make_record: Make) -> None:
    address = postgresql_url
    save(address, make_record("a"))
    with open_store(address) as holder, holder.writing(), pytest.raises(StoreLockedError):
        save(address, make_record("b", "Two."), wait=0.05)
    assert filed(address) == ["a"]


def test_a_full_disk_loses_nothing(file: Path, make_record: Make) -> None:
    address = url(file)
    save(address, make_record("a"))
    with open_store(address) as store:
        @event.listens_for(store._engine, "connect")
        def shrink(connection: sqlite3.Connection, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        store._engine.dispose()
        with pytest.raises(StoreFullError, match="the disk is full"), store.writing() as connection:
            articles.save(connection, make_record("b", "Many words. " * 20_000), NOW)
    assert filed(address) == ["a"]
    save(address, make_record("b", "Many words. " * 20_000))
    assert filed(address) == ["a", "b"]


def test_a_damaged_file_is_told(file: Path, make_record: Make) -> None:
    save(url(file), *(make_record(f"a{n}", f"Text {n}. " * 300) for n in range(20)))
    content = bytearray(file.read_bytes())
    content[4096 * 2 : 4096 * 40] = b"\xff" * (4096 * 38)
    file.write_bytes(content)
    with pytest.raises(StoreCorruptError, match="damaged"), open_store(url(file)) as store, store.reading() as connection:
        assert check.database_faults(connection)
        list(articles.load(connection))


def test_an_empty_file_becomes_a_store(file: Path) -> None:
    file.touch()
    assert filed(url(file)) == []


def test_too_long_values_concern_one_article_only(postgresql_url: str, make_record: Make) -> None:
    address = postgresql_url
    with open_store(address) as store:
        with pytest.raises(StoreRefusedError), store.writing() as connection:
            articles.save(connection, make_record("a", published="2024-05-07" + "0" * 60), NOW)
        with store.writing() as connection:
            assert articles.save(connection, make_record("a"), NOW) == "added"


@pytest.mark.parametrize(("address", "said"), [("postgresql://u@/d?host=/nowhere", "does not let us in"), ("postgresql://tester@/nothing?host={server}", "does not exist")],
                         ids=["no-server", "no-database"])
def test_servers_that_do_not_help(postgresql_server: str, address: str, said: str) -> None:
    with pytest.raises(StoreUnreachableError, match=said):
        open_store(address.format(server=postgresql_server))


def test_tables_of_another_program_on_a_server_are_left_alone(postgresql_url: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE events(x int)")
    with pytest.raises(NotAStoreError, match="events"):
        open_store(postgresql_url)


@pytest.fixture
def read_only_folder(make_record: Make) -> Iterator[Path]:
    """A folder with a store in which the one who runs the test may write nothing; root gives up its rights for the while."""
    with tempfile.TemporaryDirectory(prefix="goodoffices-") as name:
        folder = Path(name)
        save(url(folder / "store.db"), make_record("a"))
        (folder / "store.db").chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders work differently")
def test_a_store_in_a_read_only_folder_can_be_read(read_only_folder: Path, make_record: Make) -> None:
    address = url(read_only_folder / "store.db")
    assert filed(address) == ["a"]
    with pytest.raises(StoreReadOnlyError, match="read but not written"):
        save(address, make_record("b", "Two."))
    with pytest.raises(StoreError):
        open_store(url(read_only_folder / "new.db"))


WRITER = """
import sys, time
from goodoffices.store import articles, open_store
sys.path.insert(0, sys.argv[3])
from conftest import build_record
with open_store(sys.argv[1]) as store:
    for n in range(1000):
        with store.writing() as connection:
            articles.save(connection, build_record(f"{sys.argv[2]}{n}", f"Text {n} of {sys.argv[2]}. " * 50), "2026-01-01T00:00:00Z")
        print(n, flush=True)
        time.sleep(float(sys.argv[4]))
"""


def writer(address: str, name: str, pause: float = 0.0) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, address, name, str(Path(__file__).parents[1]), str(pause)], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_in_the_middle_leaves_whole_articles(store_url: str, after: int) -> None:
    process = writer(store_url, "w")
    assert process.stdout is not None
    done = 0
    for line in process.stdout:
        done = int(line) + 1
        if done >= after:
            process.kill()
            break
    process.wait()
    process.stdout.close()
    with open_store(store_url) as store, store.reading() as connection:
        assert check.database_faults(connection) == [] and check.orphans(connection) == []
        found = list(check.checked_records(connection))
    assert len(found) >= done and [wrong for _, _, wrong in found if wrong] == []


def test_two_writers_at_once_lose_nothing(store_url: str, make_record: Make) -> None:
    # An article takes longer to code than this between two transactions; SQLite's lock is not fair, and a writer without any pause starves the other.
    processes = [writer(store_url, name, 0.02) for name in "xy"]
    for process in processes:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 20:
                break
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    names = filed(store_url)
    assert {f"{name}{n}" for name in "xy" for n in range(21)} <= set(names) and len(names) == len(set(names))


def test_the_steps_make_the_tables(store_url: str) -> None:
    with open_store(store_url) as store, store.reading() as connection:
        def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
            return not (name or "").startswith(("words", "ix_articles_words"))

        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True, "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []
    config = Config()
    config.set_main_option("script_location", "goodoffices.store:migrations")
    assert tuple(s.revision for s in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))) == STEPS
