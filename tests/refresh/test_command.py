"""`goodoffices refresh actors` as a user types it, and what it changes for an article."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from goodoffices.ontology.user_tables import OFFICES, PEOPLE, known_holders
from goodoffices.read.fetch import Limits
from goodoffices.serve.cli import main
from goodoffices.serve.user_folder import default_folder, tables_to_read, tables_to_write

REPORT = "Talks in Lima\n\nOrla Vint flew to Lima on Monday.\n\nThe French foreign minister met Peru's president, officials said.\n"


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "goodoffices", *arguments], capture_output=True, text=True, check=False, env={**os.environ, **(env or {})})


def call(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The command in this process; its exit status."""
    monkeypatch.setattr(sys, "argv", ["goodoffices", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.fixture
def world(service: Any) -> Any:
    """France has a new foreign minister, Peru a president whom the shipped tables know."""
    w = service.world
    w.country("Q142", "FRA", head="President of France")
    w.country("Q419", "PER", head="President of Peru")
    w.post("Q21", "Minister of Europe and Foreign Affairs", "foreign", state="Q142")
    w.person("Q11", "Orla Vint", aliases=("Orla Wint", "Bad\tOrla; Vint"), citizen=("Q142", "Q419"))
    w.person("Q12", "Jean-Noël Barrot", gender="Q6581097")
    w.minister("Q12", "Q21", "2024-09-21", "2026-02-03")
    w.minister("Q11", "Q21", "2026-02-03")
    w.person("Q13", "Emmanuel Macron", gender="Q6581097")
    w.head("Q142", "Q13", "2017-05-14", best=True)
    return w


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.read.fetch.Limits", partial(Limits, pause=0, tries=3, silence=0.3, size=200_000))


@pytest.fixture
def filled(tmp_path: Path) -> dict[str, bytes]:
    """Tables of an earlier refresh."""
    (tmp_path / PEOPLE).write_text("# old\nid\tname\taliases\tgender\tcountry\nperson:tam-brask\tTam Brask\t\tm\tNRU\n", encoding="utf-8")
    (tmp_path / OFFICES).write_text("# old\nperson\toffice\tcountry\torganisation\trole\tcode\tfrom\tuntil\n"
                                    "person:tam-brask\tforeign_minister\tNRU\t\tforeign minister\tGOV\t2026-01\t..\n", encoding="utf-8")
    return content(tmp_path)


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_an_article_codes_the_new_holder(service: Any, world: Any, tmp_path: Path) -> None:
    tables, report = tmp_path / "new" / "tables", tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = run("refresh", "actors", "--tables", str(tables), "--endpoint", service.url)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "3 tenures: 1 new, 1 changed, 1 unchanged; 1 new people, 0 shipped rows superseded, 0 gone" in done.stderr
    assert f"written: {tables / PEOPLE}" in done.stderr
    people = [line.split("\t") for line in (tables / PEOPLE).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert people == [["id", "name", "aliases", "gender", "country"], ["person:orla-vint", "Orla Vint", "Bad Orla Vint;Orla Wint", "f", "FRA"]]
    assert [(o.person, o.since, o.until, o.role) for o in known_holders(tables).old] == [
        ("person:jean-noel-barrot", "2024-09-21", "2026-02-03", "foreign minister"), ("person:orla-vint", "2026-02-03", "..", "foreign minister"),
        ("person:emmanuel-macron", "2017-05-14", "..", "president")]

    def coded(published: str, *options: str) -> tuple[str | None, str | None, list[str]]:
        """Her country and role, and who met."""
        record = json.loads(run("code", str(report), "--published", published, *options).stdout)
        vint = next(a for a in record["actors"] if a["id"].startswith("person:orla-vint"))
        return vint["country"], vint["role"], record["ledger"]["contacts"][0]["participants"]

    known = ("--tables", str(tables))
    assert coded("2026-03-10", *known) == ("FRA", "foreign minister", ["person:orla-vint", "government:PER"])
    assert coded("2026-01-10", *known) == ("FRA", None, ["government:FRA", "government:PER"])
    assert coded("2026-03-10") == (None, None, ["government:FRA", "government:PER"])


def test_a_second_refresh_changes_nothing(service: Any, world: Any, tmp_path: Path) -> None:
    arguments = ("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url)
    run(*arguments)
    before = content(tmp_path)
    done = run(*arguments)
    assert "0 new, 0 changed, 3 unchanged" in done.stderr and "is up to date" in done.stderr
    assert content(tmp_path) == before


def test_other_countries_stay(service: Any, world: Any, tmp_path: Path, filled: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, "--country", "fra", "--country", "PER", monkeypatch=monkeypatch) == 0
    assert '"FRA"' in service.queries[0] and '"PER"' in service.queries[0]
    assert {o.person for o in known_holders(tmp_path).old} == {"person:tam-brask", "person:orla-vint", "person:jean-noel-barrot", "person:emmanuel-macron"}


def test_dry_run_writes_nothing(service: Any, world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tables"
    assert call("refresh", "actors", "--tables", str(folder), "--endpoint", service.url, "--dry-run", monkeypatch=monkeypatch) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == ["new\tforeign_minister\tFRA\tperson:orla-vint\tforeign minister\t2026-02-03\t..",
                                "changed\tforeign_minister\tFRA\tperson:jean-noel-barrot\tforeign minister\t2024-09-21\t2026-02-03"]
    assert "dry run: nothing written" in err and not folder.exists()


def test_quiet(service: Any, world: Any, tmp_path: Path, says: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    service.plan = [says(429, b"", Retry_After="0")]
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, "--quiet", monkeypatch=monkeypatch) == 0
    assert capsys.readouterr() == ("", "") and (tmp_path / OFFICES).exists()


def test_too_many_requests_then_an_answer(service: Any, world: Any, tmp_path: Path, says: Callable[..., Any], monkeypatch: pytest.MonkeyPatch,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    service.plan = [None, says(429, b"", Retry_After="0")]
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, monkeypatch=monkeypatch) == 0
    assert "status 429 Too Many Requests; next try in 0 s" in capsys.readouterr().err
    assert service.classes() == ["head_of_state", "head_of_government", "head_of_government", "foreign_minister", "defence_minister", "people"]


def failing(name: str, says: Callable[..., Any], silent: Any) -> Any:
    return {"500-for-ever": says(500), "malformed": says(200, b"{"), "too-large": says(200, b" " * 200_001), "silent": silent,
            "empty": says(200, b'{"head": {"vars": []}, "results": {"bindings": []}}'), "not-found": says(404)}[name]


@pytest.mark.parametrize("after", [0, 2, 4], ids=["at-once", "in-the-middle", "for-people"])
@pytest.mark.parametrize(("name", "words"), [
    ("500-for-ever", "status 500 Internal Server Error (3 tries)"), ("malformed", "the answer is no SPARQL result in JSON"), ("too-large", "larger than 200,000 bytes"),
    ("silent", "no answer in time (3 tries)"), ("not-found", "status 404"),
])
def test_a_failure_is_told_and_leaves_the_tables(service: Any, world: Any, tmp_path: Path, filled: dict[str, bytes], says: Callable[..., Any], silent: Any,
                                                 hurried: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
                                                 name: str, words: str, after: int) -> None:
    service.plan = [None] * after
    service.always = failing(name, says, silent)
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, "--quiet", monkeypatch=monkeypatch) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"goodoffices: {service.url}: ") and words in err and "Traceback" not in err
    assert content(tmp_path) == filled


def test_an_empty_answer_leaves_the_tables(service: Any, tmp_path: Path, filled: dict[str, bytes], monkeypatch: pytest.MonkeyPatch,
                                           capsys: pytest.CaptureFixture[str]) -> None:
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, monkeypatch=monkeypatch) == 1
    assert "no office holders in the answer; your tables stay as they are" in capsys.readouterr().err
    assert content(tmp_path) == filled


def test_a_class_without_an_answer_stays(service: Any, world: Any, tmp_path: Path, filled: dict[str, bytes], monkeypatch: pytest.MonkeyPatch,
                                         capsys: pytest.CaptureFixture[str]) -> None:
    world.graph.remove((None, None, None))
    world.country("Q697", "NRU")
    world.person("Q12", "Ines Marool")
    world.head("Q697", "Q12", "2026", best=True)
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, monkeypatch=monkeypatch) == 0
    assert "the answer has no heads of government and no foreign ministers and no defence ministers: those of your tables stay" in capsys.readouterr().err
    assert {"person:tam-brask", "person:ines-marool"} <= {o.person for o in known_holders(tmp_path).old}


#: A shell starts what runs in its background deaf to Ctrl-C, and so what that starts: the tests too, there.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from goodoffices.__main__ import main; main()"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interruption_leaves_the_tables(service: Any, tmp_path: Path, filled: dict[str, bytes], silent: Any) -> None:
    service.always = silent
    with subprocess.Popen([sys.executable, "-c", LISTENING, "refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url],
                          stderr=subprocess.PIPE, text=True) as process:
        assert service.asked.wait(60)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None and process.stderr.read().strip() == "goodoffices: interrupted"
        assert process.wait() == 130
    assert content(tmp_path) == filled


@pytest.mark.parametrize(("arguments", "words"), [
    pytest.param(("--country", "FR"), "--country: 'FR' is no ISO 3166-1", id="country"),
    pytest.param(("--since", "spring"), "--since: 'spring' is no ISO 8601 date", id="since"),
    pytest.param(("--endpoint", "ftp://127.0.0.1/sparql"), "no address that begins with http:// or https://", id="scheme"),
    pytest.param(("--endpoint", "file:///etc/passwd"), "no address that begins with http:// or https://", id="file"),
    pytest.param(("--endpoint", "http://"), "no address", id="no-host"),
    pytest.param(("--endpoint", "http://[::1/x"), "no address", id="bad-host"),
    pytest.param(("--endpoint", "http://host:99999/"), "no address", id="port"),
    pytest.param(("--nonsense",), "No such option", id="option"),
])
def test_wrong_usage(arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("refresh", "actors", "--tables", str(tmp_path), *arguments, monkeypatch=monkeypatch) == 2
    assert words in capsys.readouterr().err


def test_help_needs_no_network_library() -> None:
    program = ("import sys; from goodoffices.serve.cli import cli\ntry:\n cli(['refresh', 'actors', '--help'])\nexcept SystemExit: pass\n"
               "print([m for m in ('httpx', 'httpcore', 'ssl', 'platformdirs', 'msgspec', 'goodoffices.serve.refresh') if m in sys.modules])")
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert out.strip().endswith("[]") and "--dry-run" in out


def test_coding_needs_no_network_library(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    program = (f"import sys; from goodoffices.serve.cli import cli\ntry:\n cli(['code', {str(tmp_path / 'report.txt')!r}])\nexcept SystemExit: pass\n"
               "print('httpx' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip().endswith("False")


def test_the_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, appauthor: tmp_path / name)
    folder, other = tmp_path / "goodoffices" / "tables", tmp_path / "other"
    assert (tables_to_read(None), tables_to_read(other)) == (None, other)  # switched off for all tests
    monkeypatch.delenv("GOODOFFICES_TABLES")
    assert tables_to_write(None) == default_folder() == folder
    assert tables_to_read(None) is None  # not there yet
    folder.mkdir(parents=True)
    assert (tables_to_read(None), tables_to_read(other)) == (folder, other)
    other.mkdir()
    monkeypatch.setenv("GOODOFFICES_TABLES", str(other))
    assert tables_to_read(None) == tables_to_write(None) == other


@pytest.mark.parametrize(("value", "arguments", "words"), [
    pytest.param("/no/such/folder", ("code", "-"), "GOODOFFICES_TABLES: there is no folder /no/such/folder", id="missing"),
    pytest.param("off", ("refresh", "actors"), "name a folder with --tables", id="nowhere-to-write"),
])
def test_the_variable_is_checked(value: str, arguments: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GOODOFFICES_TABLES", value)
    assert call(*arguments, monkeypatch=monkeypatch) == 2
    assert words in capsys.readouterr().err


def test_tables_of_the_user_are_found_without_an_option(service: Any, world: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    folder = {"GOODOFFICES_TABLES": str(tmp_path / "mine")}
    assert run("refresh", "actors", "--endpoint", service.url, "--quiet", env=folder).returncode == 0
    coded = json.loads(run("code", str(tmp_path / "report.txt"), "--published", "2026-03-10", env=folder).stdout)
    assert "foreign minister" in {a["role"] for a in coded["actors"]}


def test_a_folder_that_cannot_be_written(service: Any, world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert call("refresh", "actors", "--tables", str(tmp_path / "file" / "tables"), "--endpoint", service.url, monkeypatch=monkeypatch) == 1
    assert f"{tmp_path / 'file' / 'tables'}: cannot be written" in capsys.readouterr().err


def test_a_table_that_cannot_be_read(service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / OFFICES).mkdir()
    assert call("refresh", "actors", "--tables", str(tmp_path), "--endpoint", service.url, monkeypatch=monkeypatch) == 1
    assert f"{OFFICES}: cannot be read" in capsys.readouterr().err and not service.queries
