"""The documentation shows what the program prints, and names every command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from goodoffices.serve.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "corpus" / "GUIDELINES.md"]


def test_pages_show_what_the_program_prints() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "refresh.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def commands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """All commands by name, also those of groups ("refresh actors")."""
    found = {f"{before}{name}": command for name, command in group.commands.items()}
    return found | {k: v for name, c in found.items() if isinstance(c, click.Group) for k, v in commands(c, f"{name} ").items()}


@pytest.mark.parametrize("name", sorted(commands(cli)))
def test_every_command_is_documented_with_an_example(name: str) -> None:
    assert f"run: goodoffices {name} --help" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert "Example:" in (commands(cli)[name].help or "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_placeholder_is_left() -> None:
    assert [p.name for p in PAGES if "@@" in p.read_text(encoding="utf-8")] == []
