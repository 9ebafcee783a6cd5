"""A desk over the store of the reports, called in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from fastapi.testclient import TestClient

from goodoffices.errors import StoreError
from goodoffices.model import ExplainedRecord
from goodoffices.serve.desk.app import make_app
from goodoffices.serve.desk.settings import Settings
from goodoffices.serve.queries import filing, open_archive

Open = Callable[..., TestClient]


class CaughtUp(TestClient):
    """Asks when the desk has seen everything that was filed before; a desk whose store cannot be read is asked at once."""

    def request(self, *arguments: Any, **named: Any) -> Any:
        with suppress(StoreError):
            self.app.app.state.room.caught_up(60.0)  # type: ignore[attr-defined]
        return super().request(*arguments, **named)


@pytest.fixture
def filed(coded: tuple[ExplainedRecord, ...], store_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a store with the reports; commands use it too."""
    monkeypatch.setenv("GOODOFFICES_STORE", store_url)
    with open_archive(store_url, create=True) as archive:
        filing.file_records(archive, filing.Filing(), coded, lambda *_: None)
    return store_url


@pytest.fixture
def open_desk() -> Iterator[Open]:
    """Opens a desk with these settings; `clock` counts for its rate limit."""
    with ExitStack() as stack:
        def call(clock: Callable[[], float] = lambda: 0.0, **settings: object) -> TestClient:
            app = make_app(Settings(**{"rate": 0, **settings}), clock)  # type: ignore[arg-type]
            return stack.enter_context(CaughtUp(app, base_url="http://127.0.0.1", raise_server_exceptions=False))

        yield call


@pytest.fixture
def desk(filed: str, open_desk: Open) -> TestClient:
    """A desk that only shows, over the reports."""
    return open_desk(store=filed)
