"""A look at every page of the desk: with nothing filed, three reports, 50,000 events, and long names; 390, 1280 and 1920 pixels broad; light and dark.

Makes the four stores (kept in FOLDER and used again), opens every kind of page on each in Chromium, and writes a picture of each, contact sheets that show them side by side
(`sheets/STORE-WIDTH-SCHEME-N.png`; what is longer than a page goes on in the next column, and ends where the label says *cut*), and `faults.txt`: what a program can see of
what is ugly (broader than the window, words that are cut off, lie on others, are tiny or have too little contrast; errors of the browser). The sheets are for people to look at.
Needs Chromium, Playwright and Pillow, none of which the package needs.
`python eval/screens.py FOLDER [--stores empty little large long] [--only WORD ...] [--events 50000]`
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import uvicorn

from goodoffices.model import Article
from goodoffices.pipeline import code_article
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.pages import rendered
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.desk.whole import TITLES
from goodoffices.serve.queries import Archive, assessing, deciding, dossiers, filing, lookups, open_archive
from goodoffices.serve.queries.entries import Wanted, entries
from goodoffices.serve.queries.lookups import Filter
from goodoffices.store import watched

sys.path.insert(0, str(Path(__file__).resolve().parent))

STORES = ("empty", "little", "large", "long")
WIDTHS = (390, 1280, 1920)
SCHEMES = ("light", "dark")
TOKEN = "open sesame"
#: Of one width: how much smaller a picture stands on a sheet, columns of a sheet, columns that one page takes at most.
SCALE = {("light", 390): (0.62, 6, 2), ("light", 1280): (0.5, 2, 1), ("light", 1920): (0.4, 2, 1), ("dark", 390): (0.4, 10, 2), ("dark", 1280): (0.36, 3, 1), ("dark", 1920): (0.26, 3, 1)}
SHEET, LABEL = 1500, 16
TODAY = date.today()

#: Days ago, outlet, title, text.
Told = tuple[int, str, str, str]
LITTLE: tuple[Told, ...] = (
    (9, "Andes Wire", "Peru offers talks on the lake", "Peru offered on Thursday to hold talks with Bolivia in Quito over fishing rights on Lake Titicaca. Ecuador offered to host the meeting."),
    (6, "Morning Courier", "Bolivia turns the offer down", "Bolivia rejected Peru's offer of talks. \"There is nothing to discuss,\" Bolivian Defence Minister Luis Mamani said in La Paz. Bolivia gave Peru two weeks to withdraw its patrol boats from Lake Titicaca."),
    (2, "Andes Wire", "Two fishermen killed near Puno", "Peru said two fishermen were killed when Bolivian forces shelled boats near Puno on Tuesday. Bolivia denied that its forces had shelled boats. The foreign ministers of Peru and Bolivia will meet in Quito next week, Ecuador's Foreign Ministry said."),
)
BODY = "the Joint Intergovernmental Commission for the Demarcation, Maintenance and Peaceful Common Use of the Northern Shore"
WHO = "Saint Vincent and the Grenadines"
OTHER = "Bosnia and Herzegovina"
LONG: tuple[Told, ...] = (
    (20, "The Daily Intelligencer of the Northern Provinces, the Outer Islands and the Territories beyond the Strait", "A title that goes on and on: " + "the talks on the northern shore, put off twice, moved once and called off by nobody, " * 2 + "go on",
     f"{WHO} offered {OTHER} on Monday to hold talks in Bosanska Krupa over fishing rights, customs duties, the return of four impounded ferries and the lease of the lighthouse on the northern shore. "
     "Foreign Minister Konstantinos Papadiamantopoulos-Oikonomopoulos of Greece offered to host the meeting in Thessaloniki. "
     f"\"We shall come to any table at which we are asked to sit down, on any day, at any hour, in any town, with any number of chairs, so long as nobody asks us to sign what we have not read beforehand,\" {WHO} Foreign Minister Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Cholmondeley said."),
    (17, "وكالة الأنباء للجزر الشمالية والأقاليم الواقعة وراء المضيق", "وزراء خارجية الدول الأربع يجتمعون في المدينة الساحلية لبحث اتفاق الصيد في المياه المشتركة بعد أسابيع من التوتر",
     f"{OTHER} rejected {WHO}' offer of talks on the northern shore on Thursday. {OTHER} gave {WHO} until December 24 to withdraw its patrols from the fishing grounds between the lighthouse, the outer reef and the mouth of the river. "
     "The foreign ministers of Greece and the Democratic Republic of the Congo will meet in Thessaloniki on Friday, the Greek Foreign Ministry said."),
    (14, "北方群岛与海峡对岸各地区联合通讯社", "四国外长将在海滨城市会晤讨论共同水域的渔业协定以及被扣押渡轮的归还问题并就灯塔租约交换意见" * 2,
     f"{WHO} threatened to close its ports to ships of {OTHER} unless the patrols were withdrawn. {OTHER} denied that it had any patrols there. "
     f"Four sailors were killed when forces of {OTHER} shelled a ferry near Bosanska Krupa on Sunday, the government of {WHO} said."),
    (11, "Tageblatt" * 20, "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 6,
     f"{BODY[0].upper()}{BODY[1:]} offered to host talks between {WHO} and {OTHER}. The United Nations Secretary-General's Special Envoy for the Northern Shore, Rosa Maria Quispe de la Fuente y Villanueva, visited Sarajevo on Monday. "
     + "Intergovernmental" * 12 + f". {OTHER} accepted the offer of {WHO} to hold talks in Bosanska Krupa over the northern shore, provided that all ferries are returned first."),
    (5, "Andes Wire", "Short", f"{WHO} said the ferries would be returned. The prime ministers of {WHO} and {OTHER} spoke by phone on Monday. {OTHER} gave {WHO} ten days to answer its note on the customs duties, the ferries and the lease of the lighthouse on the northern shore."),
)


def records(reports: Sequence[Told]) -> Iterator[Any]:
    for n, (ago, outlet, title, text) in enumerate(reports):
        ident = f"report-{n}" if len(title) < 100 else f"report-{n}-" + "very-long-id-" * 6
        yield code_article(Article(name=ident, id=ident, language="en", published=(TODAY - timedelta(days=ago)).isoformat(), published_source="given", publisher=outlet, title=title,
                                   url=f"https://news.example/{n}/" + "x" * (300 if len(title) > 100 else 5), text=text), explain=True)


def make(folder: Path, name: str, events: int) -> str:
    """The address of a store, which is made where it isn't there yet."""
    url = f"sqlite:///{folder / name}.db"
    if not (folder / f"{name}.db").exists():
        from bench_load import affairs

        with open_archive(url, create=True) as archive:
            made: Any = {"empty": (), "little": records(LITTLE), "long": records(LONG)}.get(name)
            filing.file_records(archive, filing.Filing(), affairs(events) if made is None else made, print)
    with open_archive(url) as archive:
        if name != "empty" and not lookups_done(archive):
            adorn(archive, name)
    return url


def lookups_done(archive: Archive) -> bool:
    with archive.repository.reading() as connection:
        return bool(watched.health(connection))


def adorn(archive: Archive, name: str) -> None:
    """Sources, forecasts, and in the store of long names a name of a user's and a note."""
    names = {"little": ("Andes Wire",), "large": tuple(f"Outlet {n}" for n in range(40)), "long": (LONG[0][1], LONG[1][1], LONG[3][1], "Andes Wire")}[name]
    with archive.repository.writing() as connection:
        for n, source in enumerate(names):
            watched.enrol(connection, f"https://{'news' * (12 if name == 'long' else 1)}-{n}.example/feed", source, "feed", source)
        if name != "little":
            watched.failed(connection, f"https://{'news' * (12 if name == 'long' else 1)}-1.example/feed", "the server answers with status 500 " * 3, "2026-11-26T11:00:00.000000Z", "2026-11-26T12:00:00.000000Z")
    found = sorted(dossiers.list_dossiers(archive), key=lambda d: -d.article_count)
    for dossier in found[:2]:
        for day in (dossier.first, dossier.last):
            assessing.assess(archive, dossier.id, day)
    if name == "long":
        deciding.rename(archive, found[0].id, "The quarrel over the northern shore, its lighthouse, its four impounded ferries and the customs duties that nobody has paid since the year before last, as told by all", deciding.Signed(who="Ana"))
        for entry in entries(archive, "proposals", Wanted(dossier=found[0].id))[:1]:
            deciding.annotate(archive, entry["id"], "The second report has this from the first. " * 5 + "Unbreakable" * 20, deciding.Signed(who="Reader " * 9))


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The address of a desk that has its first state."""
    server = uvicorn.Server(uvicorn.Config(make_app(settings), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        while httpx.get(f"{address}/api/health", timeout=60).status_code != 200:
            time.sleep(0.5)
        yield address
    finally:
        server.should_exit = True
        thread.join()


def addresses(archive: Archive) -> dict[str, str]:
    """One address of each kind of page, by the name of its picture."""
    found = {"overview": "/", "overview since": "/?since=2000-01-01", "dossiers": "/dossiers", "timeline": "/timeline", "calendar": "/calendar", "calendar with questions": "/calendar?questions=1", "network": "/network",
             "network by country": "/network?by=country", "actors": "/actors", "actors, none": "/actors?q=nobodyofthatname", "scorecard": "/scorecard", "sources": "/sources", "search, blank": "/search",
             "search": "/search?q=talks", "search, none": "/search?q=nothinglikeit", "404": "/nothing", "404 long": "/dossier/" + "x" * 300, "400": "/timeline?from=yesterday"}
    cases = sorted(dossiers.list_dossiers(archive), key=lambda d: -d.article_count)
    if not cases:
        return found
    case = cases[0]
    ident, last = quote(case.id), str(case.last)[:10]
    found |= {"dossier": f"/dossier/{ident}", "dossier, questions": f"/dossier/{ident}?questions=1", "dossier, a day": f"/dossier/{ident}?at={last}&known_at={last}", "dossier, before all": f"/dossier/{ident}?at=1990-01-01&known_at=1990-01-01",
              "second dossier": f"/dossier/{quote(cases[min(1, len(cases) - 1)].id)}", "timeline, day": f"/timeline?by=day&dossier={ident}", "timeline, week": f"/timeline?by=week&dossier={ident}", "timeline, quarter": "/timeline?by=quarter",
              "timeline, kind": f"/timeline?by=month&kind=incident&dossier={ident}", "timeline, nothing": "/timeline?from=1990-01-01&to=1990-01-02", "calendar, dossier": f"/calendar?dossier={ident}&questions=1",
              "network, dossier": f"/network?dossier={ident}", "outlook": f"/outlook/{ident}?at={last}", "what if": f"/outlook/{ident}?at={last}&what_if=accepts&what_if=call"}
    found |= {f"list {name}": f"/entries/{name}/{ident}" for name in TITLES}
    people = lookups.actors(archive, Filter(limit=200))
    if people:
        longest = max(people, key=lambda a: len(a.name))
        found |= {"actor": f"/actor/{quote(people[0].id)}", "actor, longest name": f"/actor/{quote(longest.id)}"}
    filed = lookups.headers(archive)
    longest_title = max(filed, key=lambda f: len(f.title or ""))
    found |= {"article": f"/article/{quote(filed[0].id)}", "article, long title": f"/article/{quote(longest_title.id)}?q=talks"}
    for kind in ("proposals", "contacts", "incidents", "deadlines"):
        rows = entries(archive, kind, Wanted(dossier=case.id))
        if rows:
            found[f"entry, {kind}"] = f"/entry/{quote(max(rows, key=lambda r: len(json.dumps(r)))['id'], safe=':')}"
    found |= {f"entry, {row.id.split(':')[0]}": f"/entry/{quote(row.id, safe=':')}" for row in (*lookups.events(archive, Filter(limit=1)), *lookups.statements(archive, Filter(limit=1)))}
    return found


#: Pages that tell of trouble, as the desk makes them: status, heading, message, whether to try again.
TROUBLE = {"503 not ready": (503, "The desk is getting ready", "the dossiers of this store are worked out for the first time: 1,240 of 4,811 articles", "/calendar"),
           "503 too slow": (503, "That took too long", "the store was asked for longer than 10 seconds; a shorter time, one dossier or fewer words help", "/search?q=talks"),
           "503 store": (503, "The store does not answer", "the store sqlite:////home/reader/.local/share/goodoffices/store.db is held by another process; try again", "/"),
           "429": (429, "Wait a little", "more than 600 requests in a minute came from this address", "")}
STANDING = {"behind": '<p class="standing warn" role="status">Being brought up to date: there is something newer in the store. This page shows the record as of <time>2026-11-27 10:00:00 UTC</time>.</p>',
            "failing": '<p class="standing bad" role="alert">This page cannot be brought up to date since <time>2026-11-27 10:00:00 UTC</time>: <bdi>' + "the process that works out dossiers was killed by signal 9 " * 4 + "</bdi>. It shows the record as of <time>2026-11-27 09:00:00 UTC</time>.</p>"}

#: What a program can see of what is ugly, as [what, where].
FAULTS = """() => {
  const found = [], say = (what, e) => found.push([what, (e.className && e.className.baseVal === undefined ? '.' + e.className : e.tagName) + ' ' + (e.textContent || e.value || '').trim().slice(0, 60)]);
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(['broader than the window', String(root.scrollWidth)]);
  const seen = e => !e.closest('.hidden, .skip, details:not([open]) > :not(summary), thead') && e.checkVisibility();
  const words = [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !['SCRIPT', 'STYLE', 'TITLE', 'OPTION'].includes(e.tagName) && seen(e));
  const boxes = [];
  for (const e of words) {
    const style = getComputedStyle(e), svg = e.ownerSVGElement;
    const size = parseFloat(style.fontSize) * (svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1);
    if (size < 9.9) say('tiny: ' + size.toFixed(1), e);
    for (const n of e.childNodes) if (n.nodeType === 3 && n.data.trim()) {
      const range = document.createRange(); range.selectNodeContents(n);
      for (const r of range.getClientRects()) {
        if (r.width < 1) continue;
        if ((r.right > innerWidth + 1 || r.left < -1) && !e.closest('.scroll')) say('off the window', e);
        if (svg) { const b = svg.getBoundingClientRect(); if (r.right > b.right + 1 || r.left < b.left - 1 || r.bottom > b.bottom + 2 || r.top < b.top - 2) say('out of the drawing', e); }
        boxes.push([r, e]);
      }
    }
    if (e.scrollWidth > e.clientWidth + 1 && ['hidden', 'clip'].includes(style.overflowX)) say('cut off', e);
  }
  boxes.sort((a, b) => a[0].top - b[0].top);
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length && boxes[j][0].top < boxes[i][0].bottom - 4; j++) {
    const [a, e] = boxes[i], [b, f] = boxes[j];
    if (e !== f && !e.contains(f) && !f.contains(e) && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4) say('lies on: ' + f.textContent.trim().slice(0, 30), e);
  }
  for (const e of document.querySelectorAll('p.what, p.detail, h1, h2, h3, td, th, .body')) if (seen(e) && e.textContent.trim().length > 25) {
    const style = getComputedStyle(e), room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (room > 0 && room < 70) say('a narrow column: ' + room.toFixed(0), e);
    if (innerWidth > 600 && ['P'].includes(e.tagName) && room / parseFloat(style.fontSize) > 62 && e.textContent.length > 200) say('a long line: ' + (room / parseFloat(style.fontSize)).toFixed(0) + ' em', e);
  }
  return found;
}"""


def look(store: str, address: str, pages: dict[str, str], folder: Path, tell: Callable[[str], object]) -> dict[tuple[str, int], list[tuple[str, Path]]]:
    """Pictures of all pages, by scheme and width."""
    from playwright.sync_api import sync_playwright

    axe = (Path(__import__("axe_playwright_python").__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    taken: dict[tuple[str, int], list[tuple[str, Path]]] = {(s, w): [] for s in SCHEMES for w in WIDTHS}
    (folder / "pictures").mkdir(exist_ok=True)
    with sync_playwright() as made:
        browser = made.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-gpu", "--disable-quic", "--no-first-run"], chromium_sandbox=False)
        page = browser.new_context(base_url=address, bypass_csp=True).new_page()
        page.set_default_timeout(120_000)
        page.on("console", lambda m: tell(f"browser: {m.text}") if m.type == "error" and "status of" not in m.text else None)
        for name, path in pages.items():
            whole = made_up(name)
            if whole is not None:
                page.route(address + path, fulfilling(whole))
            page.goto(path)
            if name.startswith("entry"):
                page.evaluate("for (const d of document.querySelectorAll('#correct details, #decided details')) d.open = true")
            page.evaluate(axe)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for what, where in page.evaluate(FAULTS):
                    tell(f"{store} {name} {width}: {what} | {where}")
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    if width == WIDTHS[0]:
                        told = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' | ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | ')))")
                        for line in told:
                            tell(f"{store} {name} {scheme}: axe {line}")
                    picture = folder / "pictures" / f"{store}-{name.replace(' ', '_').replace(',', '')}-{width}-{scheme}.png"
                    height = min(page.evaluate("document.documentElement.scrollHeight"), 12_000)
                    page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
                    taken[scheme, width].append((name, picture))
            if whole is not None:
                page.unroute(address + path)
        browser.close()
    return taken


def fulfilling(body: Callable[[Any], str]) -> Callable[[Any], None]:
    return lambda route: route.fulfill(body=body(route), content_type="text/html; charset=utf-8")


def made_up(name: str) -> Callable[[Any], str] | None:
    """What stands in a page that trouble alone would show; None for the others."""
    if name in TROUBLE:
        status, heading, message, again = TROUBLE[name]
        return lambda _: rendered("/", "error.html", {"status": status, "heading": heading, "message": message, "again": again}).decode()
    if name in STANDING:
        return lambda route: route.fetch().text().replace('<main id="main"', STANDING[name] + '<main id="main"')
    return None


def sheets(store: str, taken: dict[tuple[str, int], list[tuple[str, Path]]], folder: Path) -> int:
    """Contact sheets: pictures fill the columns from top to bottom, as the lines of a newspaper do."""
    from PIL import Image, ImageDraw

    (folder / "sheets").mkdir(exist_ok=True)
    for old in (folder / "sheets").glob(f"{store}-*.png"):
        old.unlink()
    count = 0
    for (scheme, width), pictures in taken.items():
        scale, columns, most = SCALE[scheme, width]
        column, strips = int(width * scale), []
        for name, path in pictures:
            with Image.open(path) as opened:
                small = opened.convert("RGB").resize((column, max(1, int(opened.height * scale))), Image.Resampling.LANCZOS)
            done, end = 0, min(small.height, most * (SHEET - LABEL))
            while done < end:
                room = SHEET - LABEL - (sum(s.height + LABEL for _, s in strips[-1]) if strips else SHEET)
                if room < min(250, end - done):
                    strips.append([])
                    room = SHEET - LABEL
                part = small.crop((0, done, column, min(end, done + room)))
                strips[-1].append((f"{name}{' (cut)' if done + part.height >= end < small.height else ''}{' ...' if done else ''}", part))
                done += part.height
        for n in range(0, len(strips), columns):
            sheet = Image.new("RGB", (columns * (column + 8), SHEET), "#c33")
            draw = ImageDraw.Draw(sheet)
            for i, strip in enumerate(strips[n : n + columns]):
                y = 0
                for label, part in strip:
                    draw.text((i * (column + 8) + 2, y + 2), label, fill="white")
                    sheet.paste(part, (i * (column + 8), y + LABEL))
                    y += LABEL + part.height
            sheet.save(folder / "sheets" / f"{store}-{width}-{scheme}-{n // columns + 1}.png")
            count += 1
    return count


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--stores", nargs="+", choices=STORES, default=STORES)
    ap.add_argument("--only", nargs="+", default=(), help="words that the names of the pages have to have")
    ap.add_argument("--events", type=int, default=50_000)
    given = ap.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    for store in given.stores:
        start, url = time.monotonic(), make(given.folder.resolve(), store, given.events)
        with open_archive(url) as archive:
            pages = addresses(archive)
        pages |= {name: f"/screens/{n}" for n, name in enumerate(TROUBLE)} | {name: "/dossiers?" + name for name in STANDING}
        pages = {name: path for name, path in pages.items() if not given.only or any(word in name for word in given.only)}
        print(f"{store}: {len(pages)} kinds of pages, store after {time.monotonic() - start:.0f} s", flush=True)
        with served(Settings(store=url, token=TOKEN, rate=0)) as address:
            taken = look(store, address, pages, given.folder, faults.append)
        count = sheets(store, taken, given.folder)
        print(f"{store}: {sum(len(t) for t in taken.values())} pictures on {count} sheets, {time.monotonic() - start:.0f} s in all", flush=True)
    (given.folder / "faults.txt").write_text("".join(f"{line}\n" for line in dict.fromkeys(faults)), encoding="utf-8")
    print(f"{len(set(faults))} faults that a program can see: {given.folder / 'faults.txt'}; load of the machine {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
