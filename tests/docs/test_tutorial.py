"""The notebook runs from its first cell to its last, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOK = DOCS / "tutorial.ipynb"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook with what its cells gave; nothing is written into the user's folders."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
            patch.setenv(variable, str(tmp_path_factory.mktemp(variable.lower())))
        patch.setenv("GOODOFFICES_TABLES", "off")
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        nbformat.validate(notebook)
        return NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}).execute()


def given(notebook: Any, kind: str) -> list[str]:
    return [output["data"][kind] for cell in notebook.cells for output in cell.get("outputs", ()) if kind in output.get("data", {})]


def printed(notebook: Any) -> str:
    return "".join(output["text"] for cell in notebook.cells for output in cell.get("outputs", ()) if output["output_type"] == "stream" and output["name"] == "stdout")


def test_tables_a_chart_and_words(ran: Any) -> None:
    assert len(given(ran, "text/html")) == 4
    assert len(given(ran, "image/png")) == 1
    assert "government:GRC -> government:TUR by 2022-05-27" in printed(ran)
    assert "Greece on Tuesday gave Turkey ten days" in printed(ran) and "read in strait-ferry by" in printed(ran)


def test_all_six_reports_are_filed(ran: Any) -> None:
    reports, dossiers = given(ran, "text/html")[:2]
    assert [table.count("<tr>") + table.count("<tr ") - 1 for table in (reports, dossiers)] == [6, 6]


def test_links_lead_to_files() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    links = [link for cell in notebook.cells if cell.cell_type == "markdown" for link in re.findall(r"\]\(([^)#:]+)\)", cell.source)]
    assert links and [link for link in links if not (DOCS / link).exists()] == []
