"""The report in a real browser: phone and desktop, light and dark, with and without script, by keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
SECTIONS = ("headline", "scorecard", "gap", "turns", "effort", "facets", "transcripts", "protocol")
OFFLINE = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="module")
def browser(pages: dict[str, Path]) -> Iterator[Browser]:
    # Wants the pages first: an evaluation cannot run in the thread in which Playwright's loop runs.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield browser
        browser.close()


class Visit:
    """An open page, with everything it complained about or asked the network for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}") or dialog.dismiss())
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())

    def open_all(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    @property
    def overflow(self) -> int:
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("name", ["tested", "references", "hostile"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_opens_quietly_and_fits(browser: Browser, pages: dict[str, Path], name: str, theme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), pages[name])

    for section in SECTIONS:
        assert visit.page.locator(f"section#{section} :is(h1, h2)").first.is_visible()
    chart = "narrow" if width < 880 else "wide"
    assert all(one.is_visible() for one in visit.page.locator(f".chart .{chart} svg").all())
    assert visit.overflow <= 0
    visit.open_all()
    assert visit.overflow <= 0
    assert visit.complaints == []
    assert visit.requests == [pages[name].as_uri()]
    context.close()


def test_is_dark_only_where_that_is_wanted(browser: Browser, pages: dict[str, Path]) -> None:
    shades = {}
    for theme in ("light", "dark"):
        context = browser.new_context(color_scheme=theme)  # type: ignore[arg-type]
        visit = Visit(context.new_page(), pages["tested"])
        shade = "getComputedStyle(document.body).backgroundColor"
        shades[theme] = visit.page.evaluate(shade)
        button = visit.page.locator("#theme")
        button.click()
        assert visit.page.evaluate(shade) == shades["light"]
        button.click()
        assert visit.page.evaluate(shade) != shades["light"]
        context.close()
    assert shades["light"] != shades["dark"]


def test_charts_take_the_colours_of_the_page(browser: Browser, pages: dict[str, Path]) -> None:
    fills = []
    for theme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 1440, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
        visit = Visit(context.new_page(), pages["tested"])
        fills.append(
            visit.page.evaluate(
                "[...document.querySelectorAll('#gap .wide svg [fill=\"var(--not-asked)\"]')]"
                ".map(one => getComputedStyle(one).fill)[0]"
            )
        )
        context.close()
    assert fills == ["rgb(213, 94, 0)", "rgb(232, 112, 47)"]


def test_reads_the_same_without_script(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    visit = Visit(context.new_page(), pages["tested"])
    assert visit.page.locator("#theme").is_hidden()
    link = visit.page.locator("#gap .legend a").first
    target = visit.page.locator(link.get_attribute("href") or "")
    assert target.is_hidden()
    link.click()
    assert target.is_visible()
    context.close()


def test_every_link_inside_the_page_leads_somewhere(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    for path in pages.values():
        visit = Visit(page, path)
        missing = visit.page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
            ".filter(id => !document.getElementById(id))"
        )
        assert missing == []
        doubled = visit.page.evaluate(
            "(ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))"
        )
        assert doubled == []
    page.close()


def test_can_be_used_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    visit = Visit(page, pages["tested"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert visit.page.url.endswith("#main")

    at = "[...document.querySelectorAll('details.episode')].findIndex(one => one.open)"
    page.keyboard.press("n")
    assert page.evaluate(at) == 0
    page.keyboard.press("n")
    assert page.evaluate(at) == 1
    page.keyboard.press("p")
    assert page.evaluate(at) == 0
    assert page.evaluate("document.activeElement.closest('details').open")
    page.close()


def test_a_link_to_an_example_opens_it(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    visit = Visit(page, pages["tested"])
    link = visit.page.locator("#facets td a").first
    target = visit.page.locator(link.get_attribute("href") or "")
    link.click()
    assert target.is_visible()
    assert "lost" in (target.text_content() or "")
    page.close()


def test_hostile_text_stays_inside_its_bubble(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    visit = Visit(page, pages["hostile"])
    visit.open_all()
    assert visit.page.locator("script").count() == 1
    assert visit.page.locator("style").count() == 1
    assert visit.page.locator("img").count() == 0
    bubble = visit.page.locator(".bubble.agent", has_text="gotcha").first
    assert "<script>alert('gotcha')</script></div></details></main>" in (bubble.text_content() or "")
    assert visit.page.locator("body").evaluate("one => getComputedStyle(one).display") == "block"
    assert visit.complaints == []
    page.close()


def test_prints_everything_in_light_colours(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1030, "height": 700}, color_scheme="dark")
    visit = Visit(context.new_page(), pages["tested"])
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"
    assert visit.page.locator(".top").is_hidden()
    assert visit.overflow <= 0
    assert visit.page.pdf(format="A4").startswith(b"%PDF")
    context.close()
