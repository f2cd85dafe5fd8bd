"""The report in a real browser: phone and desktop, light and dark, with and without script, by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tacit.reports._html import SECTIONS

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
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


@pytest.mark.parametrize("name", ["tested", "references", "hostile", "failing", "disturbed"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_opens_quietly_and_fits(browser: Browser, pages: dict[str, Path], name: str, theme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), pages[name])

    for section in ("headline", *(id_ for id_, _ in SECTIONS if id_ != "disturbances" or name == "disturbed")):
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
    visit = Visit(context.new_page(), pages["failing"])
    for control in ("#theme", "#keys", "#help"):
        assert visit.page.locator(control).is_hidden()
    link = visit.page.locator(".facets a").first
    target = visit.page.locator(link.get_attribute("href") or "")
    assert target.is_hidden()
    link.click()
    assert target.is_visible()
    everything = visit.page.locator("details.episode:visible").count()
    visit.page.locator('.failures a[href="#ended=agent_error"]').click()
    assert 0 < visit.page.locator("details.episode:visible").count() < everything
    context.close()


@pytest.mark.parametrize("name", ["references", "failing"])
def test_a_failure_leads_to_the_conversations_that_show_it_and_back(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.new_page()
    visit = Visit(page, pages[name])
    shown = "details.episode:visible, .further li:visible"
    everything = page.locator(shown).count()
    for link in page.locator(".failures a").all():
        anchor = (link.get_attribute("href") or "")[1:]
        link.click()
        assert page.url.endswith(f"#{anchor}")
        only = page.locator(".only:visible")
        assert only.get_attribute("id") == anchor
        assert page.evaluate("document.activeElement.id") == anchor
        assert page.locator('.ways a[aria-current="true"]').get_attribute("href") == f"#{anchor}"
        found = [one.get_attribute("data-shows") or "" for one in page.locator(shown).all()]
        assert found
        assert all(anchor in one.split() for one in found)
        whole, listed = re.search(r"(\d+) here in full and (\d+) below", only.text_content() or "").groups()  # type: ignore[union-attr]
        assert len(found) == int(whole) + int(listed)
        only.get_by_text("Show all").click()
        assert page.locator(shown).count() == everything
        page.go_back()
        assert page.locator(shown).count() == len(found)
        only.get_by_text("Back to the gap").click()
        assert page.url.endswith("#gap")
    assert visit.complaints == []
    page.close()


def test_a_shared_link_opens_a_filter_or_a_conversation(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    Visit(page, pages["failing"])
    id_ = page.locator("details.episode").nth(2).get_attribute("id") or ""
    listed = page.locator(".further li").nth(1).get_attribute("id") or ""
    page.close()

    page = browser.new_page()
    page.goto(f"{pages['failing'].as_uri()}#{id_}")
    assert page.locator("details.episode[open]").get_attribute("id") == id_
    assert page.locator(f"#{id_} > summary").evaluate("one => one === document.activeElement")
    assert page.locator(f'#{id_} .address a[href="#{id_}"]').is_visible()
    page.goto(f"{pages['failing'].as_uri()}#{listed}")
    assert page.locator(".further li:target").get_attribute("id") == listed
    for nowhere in ("#%", "#e-0000", "#lost=nothing"):
        visit = Visit(page, pages["failing"])
        page.goto(f"{pages['failing'].as_uri()}{nowhere}")
        assert page.locator("details.episode:visible").count() > 3
        assert visit.complaints == []
    page.goto("about:blank")
    page.goto(f"{pages['failing'].as_uri()}#lost=unknown")
    assert page.locator(".only:visible").get_attribute("id") == "lost=unknown"
    page.close()


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

    focused = "[...document.querySelectorAll('details.episode')].findIndex(one => one.contains(document.activeElement))"
    opened = "[...document.querySelectorAll('details.episode')].flatMap((one, at) => one.open ? [at] : [])"
    for key, at in (
        ("j", 0),
        ("n", 1),
        ("k", 0),
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("p", 0),
        ("p", 0),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focused) == at, key
        assert page.evaluate(opened) == []
    assert "No further conversation" in (page.get_by_role("status").text_content() or "")
    page.keyboard.press("Enter")
    assert page.evaluate(opened) == [0]
    page.keyboard.press("j")
    assert page.evaluate(opened) == [1], "the next opens in its place"
    page.keyboard.press("Enter")
    assert page.evaluate(opened) == []
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == 2, "Tab alone goes on, too"
    page.close()


def test_keys_lead_through_conversations_that_failed_in_the_same_way(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    Visit(page, pages["failing"])
    page.keyboard.press("f")
    shows = "document.activeElement.closest('details').dataset.shows.split(' ')"
    way, seen = page.evaluate(shows)[0], [page.evaluate("document.activeElement.closest('details').id")]
    while True:
        page.keyboard.press("f")
        now = page.evaluate("document.activeElement.closest('details').id")
        if now == seen[-1]:
            break
        assert way in page.evaluate(shows)
        seen.append(now)
    assert len(seen) == page.locator(f'details.episode[data-shows~="{way}"]').count() > 1
    page.keyboard.press("Shift+F")
    assert page.evaluate("document.activeElement.closest('details').id") == seen[-2]

    page.locator(f'.ways a[href="#{way}"]').click()
    page.keyboard.press("j")
    assert (
        page.locator("details.episode:visible").first.locator("summary").evaluate("e => e === document.activeElement")
    )
    page.close()


def test_the_keys_are_told_and_can_be_turned_off(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context()
    page = context.new_page()
    Visit(page, pages["tested"])
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    assert dialog.is_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('dialog') !== null"), "keys rest while their help is open"
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    assert dialog.is_hidden()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('details.episode')") is None
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('details.episode')") is None, "and stay off"
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('details.episode')") is not None
    context.close()


def test_a_link_to_an_example_opens_it(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    visit = Visit(page, pages["tested"])
    link = visit.page.locator(".facets a").first
    target = visit.page.locator(link.get_attribute("href") or "")
    link.click()
    assert target.is_visible()
    assert "lost" in (target.text_content() or "")
    page.close()


@pytest.mark.parametrize("name", ["tested", "references", "failing"])
@pytest.mark.parametrize("width", [360, 1440])
def test_words_of_charts_are_whole_large_enough_and_apart(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    visit = Visit(context.new_page(), pages[name])
    for chart in visit.page.locator(".chart svg:visible").all():
        words = chart.evaluate(
            """svg => [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).flatMap(one => {
                const lines = one.querySelectorAll('tspan').length ? [...one.querySelectorAll('tspan')] : [one];
                const size = parseFloat(getComputedStyle(one).fontSize) * svg.getBoundingClientRect().width
                    / svg.viewBox.baseVal.width;
                return lines.map(line => [line.getBoundingClientRect(), line.textContent, size]);
            }).map(([box, text, size]) => [text, box.left, box.right, box.top + 2, box.bottom - 2, size])"""
        )
        assert words
        for at, (text, left, right, top, bottom, size) in enumerate(words):
            assert 0 <= left < right <= width, text
            assert size >= 10.5, text
            for other, *box, _ in words[at + 1 :]:
                apart = right <= box[0] or box[1] <= left or bottom <= box[2] or box[3] <= top
                assert apart, (text, other)
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(browser: Browser, pages: dict[str, Path], theme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), pages["failing"])
    visit.open_all()
    low = visit.page.evaluate(
        """() => {
            const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
                .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
            const parts = colour => colour.match(/[\\d.]+/g).map(Number);
            const ground = one => {
                for (; one; one = one.parentElement) {
                    const colour = parts(getComputedStyle(one).backgroundColor);
                    if (colour.length < 4 || colour[3] === 1) return colour;
                }
            };
            const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const one = node.parentElement, ink = parts(getComputedStyle(one).color);
                if (!node.data.trim() || one.closest('svg, script') || !one.getClientRects().length || ink[3] === 0) continue;
                const [a, b] = [light(ink), light(ground(one))].sort((x, y) => y - x);
                if ((a + .05) / (b + .05) < 4.5) found.push([node.data.trim(), (a + .05) / (b + .05)]);
            }
            return found;
        }"""
    )
    assert low == []
    context.close()


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


def test_prints_in_light_colours_what_is_open_whole_and_the_rest_in_a_line(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(viewport={"width": 1030, "height": 700}, color_scheme="dark")
    visit = Visit(context.new_page(), pages["failing"])
    visit.page.locator("details.episode summary").first.click()
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for control in (".top", ".skip", ".ways", ".further", ".address", ".see"):
        assert visit.page.locator(control).first.is_hidden(), control
    assert visit.page.locator("details.episode .turns:visible").count() == 1
    assert visit.page.locator("details.episode summary:visible").count() > 10
    assert visit.overflow <= 0
    assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    context.close()


def test_labels_of_the_scale_stay_on_the_page_and_apart(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    visit = Visit(context.new_page(), pages["failing"])
    for floor, ceiling in ((0, 1), (0.02, 0.04), (0.5, 0.55), (0.97, 1), (0.4, 1)):
        boxes = visit.page.evaluate(
            """([floor, ceiling]) => [['floor', floor], ['ceiling', ceiling]].map(([name, value]) => {
                const end = document.querySelector(`.scale .${name}`);
                end.style.left = `${100 * value}%`;
                end.className = `end ${name} ${value < .2 ? 'first' : value > .8 ? 'last' : ''}`;
                const box = end.firstElementChild.getBoundingClientRect();
                return [box.left, box.right, box.top, box.bottom];
            })""",
            [floor, ceiling],
        )
        assert all(0 <= left < right <= 360 for left, right, _, _ in boxes)
        assert boxes[1][3] <= boxes[0][2], "the ceiling's stands above the scale, the floor's below"
    context.close()
