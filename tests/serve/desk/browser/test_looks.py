"""How the pages look and can be used in a real browser: accessibility, widths, keyboard, paper, without scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

WIDTHS = (390, 1280, 1920)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(opened: Callable[..., Any], pages: dict[str, str], scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    page, found = opened("/", width, color_scheme=scheme), {}
    for name, path in pages.items():
        if scheme == "dark" and name in ("day", "countries", "dossiers", "search", "none", "long"):
            continue  # differ from others by their words only
        page.goto(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        told = axe.run(page, options={"resultTypes": ["violations"]})
        assert told.response["testEngine"]["name"] == "axe-core"
        found |= {f"{name}: {v['id']}": [n["html"][:200] for n in v["nodes"]][:3] for v in told.response["violations"]}
    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_over_the_edge(opened: Callable[..., Any], pages: dict[str, str], width: int) -> None:
    page = opened("/", width)
    for name, path in pages.items():
        page.goto(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        covered = page.evaluate("""[...document.querySelectorAll('main p, main h1, main h2, main h3, main figure')].filter(e => {
            if (e.closest('.hidden, .scroll')) return false; const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.left < -1; }).map(e => e.outerHTML.slice(0, 120))""")
        assert covered == [], name
        assert page.evaluate("[...document.querySelectorAll('.scroll:has(.stack)')].every(e => e.scrollWidth <= e.clientWidth)"), name


def test_names_of_the_network_stay_in_the_drawing(opened: Callable[..., Any]) -> None:
    for width in WIDTHS:
        page = opened("/network", width)
        outside = page.evaluate("""(() => { const box = document.querySelector('.web svg').getBoundingClientRect();
            return [...document.querySelectorAll('.web text')].filter(t => { const r = t.getBoundingClientRect(); return r.left < box.left - 1 || r.right > box.right + 1; }).map(t => t.textContent); })()""")
        assert page.locator(".web text").count() > 5 and outside == []


def test_keyboard(opened: Callable[..., Any]) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("talks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=talks")
    assert page.locator(".found li").count() > 3


def test_on_paper(opened: Callable[..., Any], pages: dict[str, str]) -> None:
    page = opened(pages["dossier"])
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".mast nav").is_visible() and page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_scripts_add_nothing_to_read(opened: Callable[..., Any], pages: dict[str, str]) -> None:
    """The words of every page are the same where no script may run."""
    page, plain = opened("/"), opened("/", java_script_enabled=False)
    for name, path in pages.items():
        page.goto(path)
        plain.goto(path)
        told = plain.locator("main").text_content()
        assert plain.locator("h1").is_visible() and told == page.locator("main").text_content(), name


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_words_and_days_are_whole(opened: Callable[..., Any], pages: dict[str, str], width: int) -> None:
    """No line is too long to read, no day breaks at its hyphens, and the foot of a short page stands at the bottom of the window."""
    page, days = opened("/", width), 0
    for name, path in pages.items():
        page.goto(path)
        long = page.evaluate("[...document.querySelectorAll('main p.detail, main p.source, main p.none, main p.note')].filter(e => e.clientWidth > 61 * parseFloat(getComputedStyle(e).fontSize)).map(e => e.outerHTML.slice(0, 120))")
        assert long == [], name
        assert page.evaluate("[...document.querySelectorAll('.d')].every(e => e.getClientRects().length === 1)"), name
        days += page.locator("main .d").count()
        assert page.evaluate("document.querySelector('.foot').getBoundingClientRect().bottom + scrollY") >= 900 - 30, name
    assert days > 5


def test_numbers_beside_a_chart_have_room(opened: Callable[..., Any]) -> None:
    """Thousands of acts too, on a phone as on a screen."""
    for width in WIDTHS:
        page = opened("/timeline?by=month", width)
        outside = page.evaluate("""(() => { const svg = document.querySelector('.chart svg'), box = svg.getBoundingClientRect(), ticks = [...svg.querySelectorAll('.axis[text-anchor=end]')];
            for (const t of ticks) t.textContent = '1234';
            return [ticks.length, ticks.filter(t => t.getBoundingClientRect().left < box.left).length]; })()""")
        assert outside[0] > 1 and outside[1] == 0


def test_on_a_phone_fields_stand_in_line_and_cells_say_what_they_are(opened: Callable[..., Any], pages: dict[str, str]) -> None:
    page = opened(pages["timeline"], 390)
    for name in ("timeline", "network", "dossier"):
        page.goto(pages[name])
        edges = page.evaluate("[...document.querySelectorAll('main form:is(.dates, .filters) label > :is(input:not([type=checkbox]), select)')].map(e => [Math.round(e.getBoundingClientRect().left), Math.round(e.getBoundingClientRect().right)].join())")
        assert len(edges) > 1 and len(set(edges)) == 1, name
    for name in ("scorecard", "sources", "outlook"):
        page.goto(pages[name])
        cells = page.evaluate("[...document.querySelectorAll('.stack tr:not(.under) td.n')].filter(e => e.checkVisibility()).map(e => e.dataset.label || '')")
        assert cells and "" not in cells, name
