"""The file of rules: TOML, read with the file and the line of whatever is wrong in it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import msgspec

from goodoffices.errors import FetchError, UsageError
from goodoffices.model import Base
from goodoffices.serve.queries.alerting import Mute, Occasion, Rule

Kind = TypeVar("Kind")
#: The target that needs no description.
STDOUT = "stdout"
DESK = "http://127.0.0.1:8765"
_AT = re.compile(r" - at `\$([^`]*)`$")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")


class _Strict(Base, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Webhook(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="webhook"):
    """An address that takes JSON. A secret one stands in the environment variable `url_env`."""

    url: str | None = None
    url_env: str | None = None
    allow_private: bool = False
    digest: Literal["daily"] | None = None


class Email(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="email", rename={"sender": "from"}):
    """A mail server and whom it is to write to. The password stands in the environment variable `password_env`."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: str | None = None
    ca_file: str | None = None
    digest: Literal["daily"] | None = None


class Stdout(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="stdout"):
    """Standard output; `json`: one line of JSON for each alert."""

    json: bool = False
    digest: Literal["daily"] | None = None


Target = Webhook | Email | Stdout


class _RuleTable(_Strict, frozen=True, kw_only=True):
    name: str
    on: tuple[Occasion, ...]
    to: tuple[str, ...] = (STDOUT,)
    dossier: str | None = None
    actor: str | None = None
    country: str | None = None
    days: int = 3
    killed: int = 0
    mute_until: date | None = None


class _MuteTable(_Strict, frozen=True, kw_only=True):
    entry: str
    rule: str | None = None
    until: date | None = None


class Rules(Base, frozen=True, kw_only=True):
    """What the file says. `secrets`: by target the address or password that its environment variable holds; `desk`: where the pages are that alerts lead to."""

    rules: tuple[Rule, ...]
    mutes: tuple[Mute, ...]
    targets: dict[str, Target]
    secrets: dict[str, str]
    desk: str


def read_rules(file: Path, environment: Mapping[str, str] = os.environ) -> Rules:
    """Raises UsageError that names file and line."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as err:
        raise UsageError(f"{file}: {err.strerror or 'cannot be read'}") from err
    except UnicodeDecodeError as err:
        raise UsageError(f"{file}:{err.object[: err.start].count(10) + 1}: is not UTF-8") from err
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(err))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        raise UsageError(f"{file}:{line}: {re.sub(r' [(]at .*[)]$', '', str(err))}") from err
    return _File(file, text, whole).read(environment)


class _File:
    """A file that was read, with the lines of its tables and keys."""

    def __init__(self, file: Path, text: str, whole: dict[str, Any]) -> None:
        self.file = file
        self.whole = whole
        self.lines: dict[tuple[str, str], int] = {}
        table, counts = "", dict[str, int]()
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = ".".join(part.strip().strip("\"'") for part in header[2].split("."))
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = f"{table}[{counts[table]}]"
                self.lines.setdefault((table, ""), number)
            elif key := _KEY.match(line):
                self.lines.setdefault((table, key[1].strip("\"'")), number)

    def wrong(self, table: str, key: str, reason: str) -> UsageError:
        """The error about a key, or about its table where the key stands on no line of its own."""
        line = self.lines.get((table, key)) or self.lines.get((table, "")) or self.lines.get(("", table.partition(".")[0])) or 1
        return UsageError(f"{self.file}:{line}: {reason}")

    def read(self, environment: Mapping[str, str]) -> Rules:
        for key in self.whole:
            if key not in ("rule", "mute", "target", "desk"):
                raise UsageError(f"{self.file}:{self.lines.get(('', key)) or self.lines.get((key, '')) or self.lines.get((f'{key}[0]', '')) or 1}: unknown word {key!r}: there are rule, mute, target, desk")
        rules = self._tables("rule", _RuleTable)
        if not rules:
            raise UsageError(f"{self.file}:1: names no rule: write [[rule]]")
        targets = self._targets()
        for number, rule in enumerate(rules):
            self._check_rule(f"rule[{number}]", rule, [r.name for r in rules[:number]], targets)
        secrets = {name: found for name, target in targets.items() if (found := self._secret(name, target, environment)) is not None}
        mutes = self._tables("mute", _MuteTable)
        for number, mute in enumerate(mutes):
            if mute.rule is not None and mute.rule not in {r.name for r in rules}:
                raise self.wrong(f"mute[{number}]", "rule", f"there is no rule {mute.rule!r}")
        return Rules(targets=targets, secrets=secrets, desk=self._desk(), mutes=tuple(Mute(entry=m.entry, rule=m.rule, until=_iso(m.until)) for m in mutes),
                     rules=tuple(Rule(name=r.name, on=r.on, to=tuple(dict.fromkeys(r.to)), dossier=r.dossier, actor=r.actor, country=r.country and r.country.upper(), days=r.days, killed=r.killed,
                                      muted_until=_iso(r.mute_until)) for r in rules))

    def _tables(self, name: str, kind: type[Kind]) -> list[Kind]:
        found = self.whole.get(name, [])
        if not isinstance(found, list):
            raise self.wrong(name, "", f"write [[{name}]], with two brackets")
        return [self._converted(f"{name}[{number}]", table, kind) for number, table in enumerate(found)]

    def _targets(self) -> dict[str, Target]:
        found = self.whole.get("target", {})
        if not isinstance(found, dict) or not all(isinstance(t, dict) for t in found.values()):
            raise self.wrong("target", "", "write [target.NAME] for each target")
        out: dict[str, Target] = {STDOUT: Stdout()}
        for name, table in found.items():
            if "password" in table:
                raise self.wrong(f"target.{name}", "password", "a password does not belong in this file: put it into an environment variable and name that with password_env")
            out[name] = self._converted(f"target.{name}", table, Target)
        return out

    def _converted(self, where: str, table: object, kind: Any) -> Any:
        try:
            return msgspec.convert(table, kind)
        except msgspec.ValidationError as err:
            told = str(err)
            at = _AT.search(told)
            unknown = re.search(r"unknown field `([^`]*)`", told)
            key = unknown[1] if unknown else re.split(r"[.\[]", at[1].lstrip("."))[0] if at and at[1] else ""
            reason = f"unknown word {key!r}" if unknown else _AT.sub("", told).replace("Object missing required field", "there is no") + (f" ({key})" if key else "")
            if key == "on":
                reason += f": there are {', '.join(get_args(Occasion))}"
            if key == "kind" or "`kind`" in told:
                reason += ": there are webhook, email, stdout"
            raise self.wrong(where, key, reason) from err

    def _check_rule(self, where: str, rule: _RuleTable, before: list[str], targets: Mapping[str, Target]) -> None:
        if not rule.name.strip() or rule.name in before:
            raise self.wrong(where, "name", f"another rule is called {rule.name!r}" if rule.name in before else "a rule needs a name")
        for key, holds, reason in (("on", bool(rule.on), "tells of nothing"), ("to", bool(rule.to), "tells nobody"), ("days", 0 <= rule.days <= 3650, "days are 0 to 3650"),
                                   ("killed", rule.killed >= 0, "killed is 0 or more"), ("country", rule.country is None or re.fullmatch("[A-Za-z]{3}", rule.country) is not None, "a country is three letters of ISO 3166-1"),
                                   ("dossier", rule.dossier is None or bool(rule.dossier.strip()), "names no dossier"), ("actor", rule.actor is None or bool(rule.actor.strip()), "names no actor")):
            if not holds:
                raise self.wrong(where, key, reason)
        for name in rule.to:
            if name not in targets:
                raise self.wrong(where, "to", f"there is no target {name!r}: there are {', '.join(sorted(targets))}")

    def _secret(self, name: str, target: Target, environment: Mapping[str, str]) -> str | None:
        """The address of a webhook, or a password. Raises UsageError for a target that cannot be reached as it is described."""
        where = f"target.{name}"
        if isinstance(target, Webhook):
            return self._address(where, target, environment)
        if isinstance(target, Stdout):
            return None
        self._check_mail(where, target)
        return self._variable(where, "password_env", target.password_env, environment) if target.password_env else None

    def _check_mail(self, where: str, target: Email) -> None:
        for key, addresses in (("from", (target.sender,)), ("to", target.to)):
            if not addresses or not all(re.fullmatch(r"[^\s@<>,;\x00-\x1f]+@[^\s@<>,;\x00-\x1f]+", a) for a in addresses):
                raise self.wrong(where, key, "an address is written as ana@desk.example")
        if target.port is not None and not 0 < target.port < 65536:
            raise self.wrong(where, "port", "a port is 1 to 65535")
        if not re.fullmatch(r"[\w.:-]+", target.host):
            raise self.wrong(where, "host", "is no name of a host")
        if (target.user is None) != (target.password_env is None):
            raise self.wrong(where, "user" if target.user else "password_env", "user and password_env go together")
        if target.user is not None and target.security == "none":
            raise self.wrong(where, "security", "no password is sent over a connection that is not encrypted")
        if target.ca_file is not None and not Path(target.ca_file).is_file():
            raise self.wrong(where, "ca_file", f"there is no file {target.ca_file}")

    def _address(self, where: str, target: Webhook, environment: Mapping[str, str]) -> str:
        from goodoffices.read.addresses import split

        if (target.url is None) == (target.url_env is None):
            raise self.wrong(where, "url", "a webhook has either url or url_env")
        url = target.url if target.url is not None else self._variable(where, "url_env", target.url_env or "", environment)
        try:
            split(url)
        except FetchError as err:
            raise self.wrong(where, "url" if target.url is not None else "url_env", err.reason) from err
        return url

    def _variable(self, where: str, key: str, name: str, environment: Mapping[str, str]) -> str:
        if not environment.get(name):
            raise self.wrong(where, key, f"the environment variable {name} is not set")
        return environment[name]

    def _desk(self) -> str:
        found = self.whole.get("desk", DESK)
        if not isinstance(found, str) or not re.fullmatch(r"https?://[^\s\"<>]+", found):
            raise self.wrong("", "desk", "is no address such as https://desk.example")
        return found.rstrip("/")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
