"""Alerts on their way: webhooks, mail, standard output, digests; what fails, what is interrupted, who else is at it."""

from __future__ import annotations

import email
import email.policy
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from goodoffices.errors import StoreLockedError
from goodoffices.model import ExplainedRecord
from goodoffices.read.hooks import HookLimits, Hooks
from goodoffices.serve.alerts import deliver, run
from goodoffices.serve.alerts.rules import read_rules
from goodoffices.serve.alerts.run import Telling
from goodoffices.serve.queries import Archive, alerting, filing, open_archive

Coded = tuple[ExplainedRecord, ...]
File = Callable[..., None]
Run = Callable[..., Any]
RULE = '[[rule]]\nname = "every"\non = ["proposal", "answer", "threat", "incident", "contact_planned"]\n'


class Work:
    """Rules at work with a webhook of the test; `day` is today, `said` what went wrong."""

    def __init__(self, archive: Archive, file: Path, environment: dict[str, str] | None = None, daily: bool = False) -> None:
        self.said: list[str] = []
        self.waits: list[float] = []
        self.day = "2024-05-01"
        rules = read_rules(file, environment or {})
        self.hooks = Hooks(HookLimits(silence=5), sleep=self.waits.append)
        sender = deliver.Sender(rules, self.hooks, self.said.append, self.waits.append)
        self.time = 0.0
        self.telling = Telling(archive, rules, sender, self.said.append, daily=daily, today=lambda: self.day, clock=lambda: self.time)

    def __call__(self, **more: bool) -> bool:
        self.time += 3600
        return self.telling.check(**more)


@pytest.fixture
def rules(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / "rules.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def hook(site: Any, more: str = "") -> str:
    return f'{RULE}to = ["hook"]\n[target.hook]\nkind = "webhook"\nurl = "{site.url}/secret"\nallow_private = true\n{more}'


def bodies(site: Any) -> list[dict[str, Any]]:
    return [json.loads(b) for b in site.sent if b]


def test_a_webhook_gets_each_alert_once(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    site.pages["/secret"] = "taken"
    work = Work(archive, rules(hook(site)))
    assert work() and site.sent == []
    file(*coded[:4])
    assert work() and work()
    told = bodies(site)
    assert [t["alerts"][0]["occasion"] for t in told] == ["proposal", "answer", "incident", "contact_planned"] and all(len(t["alerts"]) == 1 and t["digest"] is None for t in told)
    first = told[0]["alerts"][0]
    assert set(first) == {"id", "rule", "occasion", "dossier", "dossier_name", "entry", "text", "status", "when", "detail", "link", "sources", "more_sources"}
    assert first["text"] == "Peru offers talks to Bolivia" and first["sources"][0]["quoted"][0].startswith("Peru offered on Thursday") and first["link"].startswith("http://127.0.0.1:8765/entry/")
    assert site.headers[0]["Idempotency-Key"] == told[0]["id"] and work.telling.sent == 4 and work.said == []


def test_a_failing_webhook_gets_them_later_and_once(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    work = Work(archive, rules(hook(site) + '[[rule]]\nname = "out"\non = ["proposal"]\n'))
    work()
    file(*coded[:2])
    site.pages["/secret"] = site.says(500)
    assert not work() and len(site.sent) == 4 and work.waits == [2, 4, 8]  # four tries of the first, the second is not tried
    assert "hook: http://127.0.0.1" in work.said[0] and "secret" not in work.said[0] and work.telling.sent == 1 and work.telling.failed == 2  # standard output got its own
    site.pages["/secret"] = "taken"
    site.sent.clear()
    assert work() and [b["alerts"][0]["occasion"] for b in bodies(site)] == ["proposal", "answer"]
    assert work() and len(site.sent) == 2


def test_private_addresses_are_refused(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    work = Work(archive, rules(hook(site).replace("allow_private = true", "")))
    work()
    file(coded[0])
    assert not work() and site.asked == [] and "allow_private = true" in work.said[0] and work.waits == []


def test_many_go_as_one_message(archive: Archive, file: File, coded: Coded, site: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SINGLY", 3)
    site.pages["/secret"] = "taken"
    work = Work(archive, rules(hook(site)))
    file(*coded[:4])
    assert work(backlog=True)
    (one,) = bodies(site)
    assert len(one["alerts"]) == 4 and one["digest"] is None


def test_a_target_that_fails_is_left_alone_for_a_while(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    site.pages["/secret"] = site.says(404)
    work = Work(archive, rules(hook(site)))
    work()
    file(coded[0])
    asked = []
    for seconds in (0, 59, 1, 119, 1, 10_000):
        work.time += seconds
        assert work.telling.check() is False
        asked.append(len(site.sent))
    assert asked == [1, 1, 2, 2, 3, 4]
    site.pages["/secret"] = "taken"
    work.time += 3600
    assert work.telling.check() and len(site.sent) == 5


def test_a_store_in_which_nothing_happened_is_not_searched(archive: Archive, file: File, coded: Coded, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    work, asked, due = Work(archive, rules(RULE)), [], alerting.due

    def counted(*arguments: Any, **more: Any) -> Any:
        asked.append(1)
        return due(*arguments, **more)

    monkeypatch.setattr(alerting, "due", counted)
    assert work() and work() and len(asked) == 1
    work.day = "2024-05-02"
    assert work() and len(asked) == 2
    file(coded[0])
    assert work() and work() and len(asked) == 3 and work.telling.sent == 1


def test_a_long_digest_comes_in_parts(archive: Archive, file: File, coded: Coded, site: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST", 3)
    statuses = [200, 404, 200]
    site.pages["/secret"] = lambda handler: site.send(handler, statuses.pop(0))
    work = Work(archive, rules(hook(site, 'digest = "daily"\n')))
    file(*coded[:4])
    assert not work(backlog=True) and work() and work()
    assert [len(b["alerts"]) for b in bodies(site)] == [3, 1, 1]


@pytest.mark.parametrize("by", ["file", "option"])
def test_a_digest_a_day(archive: Archive, file: File, coded: Coded, later: dict[str, ExplainedRecord], site: Any, rules: Any, by: str) -> None:
    site.pages["/secret"] = "taken"
    work = Work(archive, rules(hook(site, 'digest = "daily"\n' if by == "file" else "")), daily=by == "option")
    assert work() and site.sent == []
    file(*coded[:3])
    assert work()
    file(later["threat"])
    assert work() and work() and work.telling.later == 1
    work.day = "2024-05-02"
    assert work() and work()
    work.day = "2024-05-03"
    assert work()
    assert [(b["digest"], len(b["alerts"])) for b in bodies(site)] == [("2024-05-01", 4), ("2024-05-02", 1)]


def test_a_failed_digest_is_sent_the_same_day(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    work = Work(archive, rules(hook(site, 'digest = "daily"\n')))
    work()
    file(coded[0])
    site.pages["/secret"] = site.says(404)
    assert not work()
    site.pages["/secret"] = "taken"
    assert work() and [b["digest"] for b in bodies(site)] == ["2024-05-01"] * 2


def test_two_processes_send_one(archive: Archive, file: File, coded: Coded, site: Any, rules: Any) -> None:
    written = rules(hook(site))
    work, other = Work(archive, written), Work(archive, written)
    work()
    file(coded[0])
    seen = []

    def busy(handler: BaseHTTPRequestHandler) -> None:
        if not seen:
            seen.append(other())  # while the first is still sending
        site.send(handler, 200)

    site.pages["/secret"] = busy
    assert work() and seen == [True] and len(site.sent) == 1 and other() and len(site.sent) == 1


def test_killed_in_the_middle_it_is_repeated_once(store_url: str, coded: Coded, site: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written = rules(hook(site))
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:1], lambda *_: None)
    reached = threading.Event()

    def hold(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        site.over.wait(0.5)

    site.pages["/secret"] = hold
    process = subprocess.Popen([sys.executable, "-m", "goodoffices", "alerts", str(written), "--once", "--backlog", "--store", store_url], env={**os.environ, "GOODOFFICES_TABLES": "off"})
    assert reached.wait(60)
    process.send_signal(signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL and len(site.sent) == 1
    site.pages["/secret"] = "taken"
    with open_archive(store_url) as archive:
        work = Work(archive, written)
        assert work() and len(site.sent) == 1  # whoever claimed it may still be at it
        monkeypatch.setattr(alerting, "LEASE", -1)
        assert work() and len(site.sent) == 2 and site.sent[0] == site.sent[1]
        assert work() and len(site.sent) == 2


def test_a_store_that_is_locked_while_marking(archive: Archive, file: File, coded: Coded, site: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/secret"] = "taken"
    work = Work(archive, rules(hook(site)))
    work()
    file(coded[0])
    settle, tries = alerting.settle, []

    def locked(*arguments: Any) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise StoreLockedError("store", "another process is writing")
        settle(*arguments)

    monkeypatch.setattr(alerting, "settle", locked)
    assert work() and len(tries) == 3 and work() and len(site.sent) == 1


def test_a_locked_store_ends_once_with_a_word(goodoffices: Run, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any, **__: Any) -> None:
        raise StoreLockedError("store", "another process is writing")

    monkeypatch.setattr(alerting, "due", locked)
    told = goodoffices("alerts", str(rules(RULE)), "--once")
    assert told.status == 1 and "another process is writing" in told.err and "0 alerts sent" in told.err


def test_standard_output_and_status(goodoffices: Run, coded: Coded, store_url: str, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    written = rules(RULE + 'dossier = "Lake"\n')
    assert "no dossier is called 'Lake' yet" in goodoffices("alerts", str(written), "--once").err
    written = rules(RULE)
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:2], lambda *_: None)
    dry = goodoffices("alerts", str(written), "--dry-run", "--backlog")
    told = goodoffices("alerts", str(written), "--once")
    assert dry.status == told.status == 0 and "to stdout: New proposal: Peru offers talks to Bolivia" in dry.out and "2 alerts would be sent" in dry.err
    assert told.out.startswith("New proposal: Peru offers talks to Bolivia") and 'La Paz Post, 2024-05-03: "Bolivia rejected' in told.out and "2 alerts sent, 0 could not" in told.err
    again = goodoffices("alerts", str(written), "--once", "--quiet")
    assert (again.status, again.out, again.err) == (0, "", "")


def test_lines_of_json(goodoffices: Run, coded: Coded, store_url: str, rules: Any) -> None:
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:2], lambda *_: None)
    told = goodoffices("alerts", str(rules(RULE + 'to = ["j"]\n[target.j]\nkind = "stdout"\njson = true\n')), "--once", "--backlog", "--store", store_url)
    assert [json.loads(line)["occasion"] for line in told.out.splitlines()] == ["proposal", "answer"]


def test_failures_end_with_status_1(goodoffices: Run, coded: Coded, site: Any, store_url: str, rules: Any) -> None:
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded[:1], lambda *_: None)
    site.pages["/secret"] = site.says(404)
    told = goodoffices("alerts", str(rules(hook(site))), "--once", "--backlog", "--store", store_url)
    assert told.status == 1 and "status 404" in told.err and "0 alerts sent, 1 could not be sent" in told.err


def test_a_watch_tells_after_each_round(goodoffices: Run, site: Any, rules: Any, monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    text = "Peru offered on Tuesday to hold talks with Bolivia in Quito, its foreign ministry said, and Bolivia is to answer by the end of the week."
    items = [{"id": "1", "url": f"{site.url}/1", "title": "Peru offers talks", "date_published": "2024-05-07T10:00:00Z", "content_html": f"<p>{text}</p>"}]
    site.pages["/feed.json"] = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    (rules("").with_name("s.toml")).write_text(f'[[source]]\nurl = "{site.url}/feed.json"\ntext = "feed"\n', encoding="utf-8")
    site.pages["/secret"] = "taken"
    arguments = ("watch", str(rules("").with_name("s.toml")), "--once", "--allow-private", "--pause", "0", "--alerts", str(rules(hook(site))))
    assert goodoffices(*arguments).status == 0 and goodoffices(*arguments).status == 0
    assert [b["alerts"][0]["text"] for b in bodies(site)] == ["Peru offers talks to Bolivia"]


# -- mail -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1)).add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256()))
    folder = tmp_path_factory.mktemp("certificate")
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return public, private


class Post:
    """A mail server of the test. `answers` are given to the next letters instead of taking them."""

    def __init__(self, port: int, public: Path) -> None:
        self.port, self.public = port, public
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.tls: list[bool] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.tls.append(session.ssl is not None)
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 taken"

    def check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"hush", handled=False)


@pytest.fixture
def post(certificate: tuple[Path, Path]) -> Iterator[Post]:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*map(str, certificate))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Post(port, certificate[0])
    controller = Controller(made, hostname="127.0.0.1", port=port, tls_context=context, authenticator=made.check, auth_require_tls=True)
    controller.start()
    yield made
    controller.stop()


def mailing(post: Post, **more: str) -> str:
    keys = {"kind": '"email"', "host": '"127.0.0.1"', "port": str(post.port), "from": '"desk@desk.example"', "to": '["ana@desk.example", "ben@desk.example"]', "user": '"desk"', "password_env": '"MAIL"',
            "ca_file": f'"{post.public}"', **more}
    return RULE + 'to = ["mail"]\n[target.mail]\n' + "".join(f"{k} = {v}\n" for k, v in keys.items() if v)


def test_a_letter(archive: Archive, file: File, coded: Coded, post: Post, rules: Any) -> None:
    work = Work(archive, rules(mailing(post)), {"MAIL": "hush"})
    work()
    file(*coded[:2])
    assert work() and work(), work.said
    first, second = post.letters
    assert first["Subject"] == "New proposal: Peru offers talks to Bolivia" and first["To"] == "ana@desk.example, ben@desk.example" and first["From"] == "desk@desk.example"
    assert "Andes Wire, 2024-05-02: \"Peru offered on Thursday" in first.get_content() and first["Message-ID"] != second["Message-ID"] and first["Date"]
    assert post.logins == [(b"desk", b"hush")] * 2 and post.tls == [True, True]


def test_a_mail_server_that_is_busy_and_one_that_refuses(archive: Archive, file: File, coded: Coded, post: Post, rules: Any) -> None:
    work = Work(archive, rules(mailing(post)), {"MAIL": "hush"})
    work()
    file(coded[0])
    post.answers = ["451 later", "451 later"]
    assert work() and len(post.letters) == 1 and work.waits == [5, 10]
    file(coded[1])
    post.answers = ["554 no\x07thanks"]
    assert not work() and "answers 554" in work.said[0] and work.waits == [5, 10]
    assert work() and len(post.letters) == 2


@pytest.mark.parametrize(("changed", "secret", "words"), [({}, "wrong", "does not take user and password"), ({"ca_file": ""}, "hush", "certificate verify failed"), ({"host": '"localhost"'}, "hush", "certificate verify failed"),
                                                          ({"security": '"tls"'}, "hush", "3 tries"), ({"port": "1"}, "hush", "refused")])
def test_what_goes_wrong_with_mail(archive: Archive, file: File, coded: Coded, post: Post, rules: Any, changed: dict[str, str], secret: str, words: str) -> None:
    work = Work(archive, rules(mailing(post, **changed)), {"MAIL": secret})
    work()
    file(coded[0])
    assert not work() and words in work.said[0].replace("Connection refused", "refused"), work.said
    assert "hush" not in work.said[0] and post.letters == []


def test_no_password_without_encryption(archive: Archive, file: File, coded: Coded, rules: Any) -> None:
    class Plain:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            raise AssertionError("a letter was sent without encryption")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Plain(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        post = Post(port, Path(os.devnull))
        work = Work(archive, rules(mailing(post, ca_file="")), {"MAIL": "hush"})
        work()
        file(coded[0])
        assert not work() and "STARTTLS extension not supported" in work.said[0] and work.waits == []
    finally:
        controller.stop()


def test_hostile_words_in_a_letter(archive: Archive, file: File, code: Any, post: Post, rules: Any) -> None:
    hostile = "Wire\r\nBcc: all@evil.example\r\n\r\n<script>\x1b[31m\u202e"
    work = Work(archive, rules(mailing(post)), {"MAIL": "hush"})
    work()
    file(code("h", f"Peru offered talks to Bolivia in Quito on Thursday. Bolivia threatened to\x1b[31m close {hostile} the border if Peru did not withdraw.", "2024-05-02", publisher=hostile, title=hostile))
    assert work(), work.said
    for letter in post.letters:
        assert "Bcc" not in letter and not any(c in letter.as_string() + str(letter["Subject"]) for c in "\x1b\u202e") and letter.get_content_type() == "text/plain"
        assert not [line for line in letter.get_content().splitlines() if line.startswith("Bcc")]
    assert post.letters
