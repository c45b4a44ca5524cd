"""Debian's Chromium, to read pages as a person does; one browser for all tests of a worker."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        # Without its sandbox, since containers run as root; it opens pages of this repository alone.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """A reader with a page open, who notes what goes wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.route(re.compile("^(?!file:|data:|blob:)"), self._refuse)

    def _refuse(self, route: Route) -> None:
        self.faults.append(f"asks for {route.request.url}")
        route.abort()

    def open(self, path: Path, choice: str = "") -> Page:
        self.page.goto(path.as_uri() + choice)
        return self.page

    def explore(self, path: Path, choice: str = "") -> Page:
        """Open a report at its explorer, and wait for the charts."""
        self.open(path, choice)
        self.page.locator("#explorer").scroll_into_view_if_needed()
        self.page.wait_for_selector("#explorer[data-shown]")
        return self.page


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Readers, each with a browser of her own kind: ``width``, ``color_scheme``."""
    contexts = []

    def make(width: int = 1280, **kind: Any) -> Reader:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **kind))
        return Reader(contexts[-1].new_page())

    yield make
    for context in contexts:
        context.close()
