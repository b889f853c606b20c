"""Push: livereload's protocol, which has browsers load a page again, for our own pages only."""

import json
from html import escape
from urllib.parse import urlencode

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher

from gongkai.output.headers import content_type
from gongkai.preview.asking import Asking
from gongkai.preview.notice import OWN

SCRIPT = "/livereload.js"
SOCKET = "/livereload"
_COMMANDS = ("hello", "info")
_EVERYTHING = "*"  # the path of a reload; what changed is nobody's business


class Push(Asking, LiveReloadHandler):  # type: ignore[misc]
    """The web socket of a page. A page that shows an older version is told to reload at once."""

    watcher = Watcher()  # asked by livereload for a name to log; it watches nothing
    live_css = False
    needs_origin = True
    seen = ""

    def on_message(self, message: str | bytes) -> None:
        """Shake hands as livereload does; anything else ends the connection."""
        try:
            words = json.loads(message)
        except ValueError:
            words = None
        command = words.get("command") if isinstance(words, dict) else None
        if command not in _COMMANDS:
            self.close()
            return
        super().on_message(message)
        if command == "hello":
            self.seen = str(words.get("extver"))
        elif self.seen != self.showing.version:
            self.send_message({"command": "reload", "path": _EVERYTHING, "liveCSS": False})


class PushScript(Asking, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload.js."""

    def get(self) -> None:
        """Send the script."""
        super().get()
        self.set_header("Content-Type", content_type(SCRIPT))


def reload_browsers() -> None:
    """Have every open page load itself again."""
    Push.reload_waiters(_EVERYTHING)


def script_tags(host: str, port: int, version: str) -> str:
    """What goes into the head of a page. host: name or address as the browser knows the server.

    The version travels in a field of livereload's handshake that is meant for such things.
    """
    settings = {
        "host": host,
        "port": port,
        "mindelay": 200,  # milliseconds between attempts to connect again, at first and at last
        "maxdelay": 2000,
        "ext": "gongkai",
        "extver": version,
    }
    address = escape(f"{SCRIPT}?{urlencode(settings, safe='[]:')}")
    return f'<script src="{address}" defer></script>\n<script src="{OWN}page.js" defer></script>\n'
