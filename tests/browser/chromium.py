"""Headless Chromium over its DevTools protocol: open a page, run script in it, take its picture."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


def found() -> str | None:
    """The path of a Chromium on this machine, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Chromium:
    """One browser with one tab; a context manager. Messages of the console are in `console`, requests in `requests`."""

    def __init__(self) -> None:
        program = found()
        if program is None:
            raise RuntimeError("no Chromium on this machine: apt-get install chromium")
        self._home = tempfile.mkdtemp(prefix="chromium-")
        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self._home}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(self._tab(), max_size=None, open_timeout=30))
        self._count = 0
        self._seen: list[str] = []
        self.console: list[str] = []
        self.requests: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _tab(self) -> str:
        """The tab's socket address; the port stands in a file the browser writes."""
        port = Path(self._home) / "DevToolsActivePort"
        for _ in range(300):
            if port.is_file() and port.read_text().strip():
                number = port.read_text().split()[0]
                with urllib.request.urlopen(f"http://127.0.0.1:{number}/json", timeout=10) as answer:
                    tabs = json.load(answer)
                pages = [tab for tab in tabs if tab["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise RuntimeError("Chromium did not start within 30 seconds")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to one protocol call; RuntimeError where the browser refuses it."""
        self._count += 1
        number = self._count
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=60))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        name, told = message.get("method", ""), message.get("params", {})
        if name == "Log.entryAdded":
            self.console.append(told["entry"]["text"])
        elif name == "Runtime.exceptionThrown":
            self.console.append(told["exceptionDetails"]["text"])
        elif name == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        self._seen.append(name)

    def open(self, address: str, width: int = 1280, height: int = 900, headers: dict[str, str] | None = None) -> None:
        """Opens the address and waits until it is loaded."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        if headers:
            self.call("Network.setExtraHTTPHeaders", headers=headers)
        self._seen.clear()
        self.call("Page.navigate", url=address)
        deadline = time.monotonic() + 60
        while "Page.loadEventFired" not in self._seen:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{address} was not loaded within 60 seconds")
            self._note(json.loads(self._socket.recv(timeout=60)))

    def run(self, script: str) -> Any:
        """What the script gives (a promise is awaited)."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return answer["result"].get("value")

    def until(self, condition: str, seconds: float = 120) -> None:
        """Waits until the expression is true in the page."""
        ends = time.monotonic() + seconds
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > ends:
                raise RuntimeError(f"{condition} did not come true within {seconds:g} seconds")
            time.sleep(0.5)

    def settle(self, seconds: float = 30) -> None:
        """Waits until the page has looked the same for two seconds."""
        ends, before = time.monotonic() + seconds, b""
        while time.monotonic() < ends:
            time.sleep(2)
            now = self.picture()
            if now == before:
                return
            before = now

    def picture(self) -> bytes:
        """The whole page as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12_000), "scale": 1}
        return base64.b64decode(self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"])
