"""The file of rules: what it says, and where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodoffices.errors import UsageError
from goodoffices.serve.alerts.rules import Email, Webhook, read_rules

WHOLE = """
desk = "https://desk.example/"

[[rule]]
name = "lake"
on = ["proposal", "deadline_near"]
dossier = "Lake border"
actor = "Bolivia"
country = "bol"
days = 5
to = ["hook", "mail", "stdout"]
mute_until = 2024-06-01

[[rule]]
name = "deaths"
on = ["incident"]
killed = 10

[[mute]]
entry = "proposal:1"
rule = "lake"
until = 2024-05-01

[target.hook]
kind = "webhook"
url_env = "HOOK"
digest = "daily"

[target.mail]
kind = "email"
host = "mail.example"
from = "desk@desk.example"
to = ["ana@desk.example"]
user = "desk"
password_env = "MAIL_PASSWORD"
"""
SECRETS = {"HOOK": "https://chat.example/secret", "MAIL_PASSWORD": "hush"}


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "rules ü.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_file(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, WHOLE), SECRETS)
    first, second = rules.rules
    assert (first.name, first.on, first.to, first.dossier, first.actor, first.country, first.days, first.muted_until) == (
        "lake", ("proposal", "deadline_near"), ("hook", "mail", "stdout"), "Lake border", "Bolivia", "BOL", 5, "2024-06-01")
    assert (second.to, second.killed) == (("stdout",), 10) and rules.desk == "https://desk.example"
    assert (rules.mutes[0].entry, rules.mutes[0].rule, rules.mutes[0].until) == ("proposal:1", "lake", "2024-05-01")
    assert isinstance(rules.targets["hook"], Webhook) and rules.targets["hook"].digest == "daily" and isinstance(rules.targets["mail"], Email)
    assert rules.secrets == {"hook": "https://chat.example/secret", "mail": "hush"}


RULE = '[[rule]]\nname = "a"\non = ["threat"]\n'


@pytest.mark.parametrize(("text", "line", "words"), [
    ("", 1, "names no rule"), ("# only\n[[mute]]\nentry = 'x'\n", 1, "names no rule"),
    ('[[rule]]\nname = "a\n', 2, "Illegal character"), ("[[rule]]\nname = 'a'\non = ['threat'", 3, "Unclosed array"), ("x = 1\ny = \n", 2, "Invalid value"),
    (RULE + "\nwhat = 1\n", 5, "unknown word 'what'"), (RULE + "[rules]\nx = 1\n", 4, "unknown word 'rules'"), ("rule = 5\n", 1, "two brackets"), ("[rule]\nname = 'a'\n", 1, "two brackets"),
    ("\n\n[[rule]]\non = ['threat']\n", 3, "there is no `name`"), (RULE + "\n[[rule]]\nname = 'b'\non = ['threat', 'war']\n", 7, "there are proposal, answer"),
    (RULE + "[[rule]]\nname = 'b'\non = []\n", 6, "tells of nothing"), (RULE + "[[rule]]\nname = 'a'\non = ['threat']\n", 5, "another rule is called 'a'"),
    (RULE + "days = -1\n", 4, "days are"), (RULE + 'days = "soon"\n', 4, "Expected `int`"), (RULE + "killed = -1\n", 4, "killed is"), (RULE + "country = 'Peru'\n", 4, "three letters"),
    (RULE + "dossier = ' '\n", 4, "names no dossier"), (RULE + "to = ['hook']\n", 4, "there is no target 'hook': there are stdout"), (RULE + "to = []\n", 4, "tells nobody"),
    (RULE + "mute_until = 'May'\n", 4, "(mute_until)"), (RULE + "[[mute]]\nentry = 'x'\nrule = 'b'\n", 6, "there is no rule 'b'"), (RULE + "[[mute]]\nuntil = 2024-05-01\n", 4, "there is no `entry`"),
    (RULE + "[target.x]\nkind = 'sms'\n", 5, "there are webhook, email, stdout"), (RULE + "[target.x]\nurl = 'http://x'\n", 4, "there are webhook, email, stdout"),
    (RULE + "[target.x]\nkind = 'webhook'\n", 4, "either url or url_env"), (RULE + "[target.x]\nkind = 'webhook'\nurl = 'ftp://x'\n", 6, "only http and https"),
    (RULE + "[target.x]\nkind = 'webhook'\nurl_env = 'NOT_SET'\n", 6, "NOT_SET is not set"), (RULE + "[target]\nx = 5\n", 4, "[target.NAME]"),
    (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = ['c@d']\nuser = 'u'\npassword = 'hush'\n", 10, "does not belong in this file"),
    (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = ['c@d']\nuser = 'u'\n", 9, "go together"),
    (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = ['c@d']\nuser = 'u'\npassword_env = 'MAIL_PASSWORD'\nsecurity = 'none'\n", 11, "not encrypted"),
    (RULE + '[target.x]\nkind = "email"\nhost = "m"\nfrom = "a@b"\nto = ["c@d\\nBcc: e@f"]\n', 8, "written as"), (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = []\n", 8, "written as"),
    (RULE + "[target.x]\nkind = 'email'\nhost = 'm x'\nfrom = 'a@b'\nto = ['c@d']\n", 6, "no name of a host"), (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = ['c@d']\nport = 0\n", 9, "a port is"),
    (RULE + "[target.x]\nkind = 'email'\nhost = 'm'\nfrom = 'a@b'\nto = ['c@d']\nca_file = 'none.pem'\n", 9, "there is no file none.pem"),
    ("desk = 'ftp://x'\n" + RULE, 1, "is no address")])
def test_errors_name_file_and_line(tmp_path: Path, goodoffices: Callable[..., Any], text: str, line: int, words: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UsageError) as wrong:
        read_rules(file, {"MAIL_PASSWORD": "hush"})
    assert str(wrong.value).startswith(f"{file}:{line}: ") and words in str(wrong.value), str(wrong.value)
    assert "hush" not in str(wrong.value)


def test_the_command_tells_it(tmp_path: Path, goodoffices: Callable[..., Any]) -> None:
    file = written(tmp_path, RULE + "days = -1\n")
    told = goodoffices("alerts", str(file), "--once")
    assert told.status == 2 and f"{file}:4: days are" in told.err and goodoffices("alerts", "none.toml").status == 2
    assert goodoffices("watch", "https://a.example/rss", "--once", "--alerts", str(file)).status == 2
    file.write_bytes(b"# fine\n\xff\n")
    assert f"{file}:2: is not UTF-8" in goodoffices("alerts", str(file), "--once").err
