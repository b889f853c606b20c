"""A visitor of a site in a real browser, who notes everything the browser complains about."""

from dataclasses import dataclass, field
from typing import Self

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response


@dataclass(slots=True)
class Visitor:
    """A browser page on a site, and the complaints so far.

    address: of the site's home. expected: addresses (below home) that may answer 404.
    """

    address: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)

    @classmethod
    def enter(cls, browser: Browser, address: str, *, width: int, script: bool) -> Self:
        """A new visitor with an empty cache, on a screen of that many pixels, not yet anywhere."""
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN"
        )
        visitor = cls(address, context, context.new_page())
        page = visitor.page
        page.set_default_timeout(15_000)
        page.on("console", lambda message: visitor._console(message.type, message.text))
        page.on("pageerror", lambda error: visitor.complaints.append(f"script: {error}"))
        page.on("requestfailed", lambda request: visitor._failed(request))
        page.on("response", lambda response: visitor._response(response))
        return visitor

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not ("404" in text and self.expected):
            self.complaints.append(f"console: {text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor went on before it was answered
            self.complaints.append(f"no {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if not response.url.startswith(self.address):
            self.complaints.append(f"leaves the site: {response.url}")
        elif response.status >= 400 and response.url[len(self.address) :] not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")

    def go(self, where: str = "") -> Page:
        """Go to a page of the site ("" is home) and wait until it is quiet."""
        self.page.goto(self.address + where, wait_until="load")
        return self.page

    @property
    def place(self) -> str:
        """Where the visitor is, below the site's home."""
        return self.page.url.removeprefix(self.address)

    def leave(self) -> None:
        """Close the page and fail if the browser ever complained."""
        cookies = self.context.cookies()
        self.context.close()
        assert not cookies, f"cookies: {cookies}"
        assert not self.complaints, "\n" + "\n".join(self.complaints)
