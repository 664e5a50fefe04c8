"""A website of another origin, and a third party that counts who calls it. Loopback only."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

PAGES = Path(__file__).parent / "site"
TRACK = b"document.cookie = '_ga=GA1.1.1; path=/'; document.cookie = 'basket=1; path=/';"


@dataclass
class Served:
    """A running server: where it is, and the paths it was asked for."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def website() -> Iterator[Served]:
    """Serve the static test site; `{{name}}` in it is replaced from `words`."""
    with _serving(_page) as served:
        yield served


@contextmanager
def third_party() -> Iterator[Served]:
    """Serve a tracker that anybody may call."""
    with _serving(lambda served, path: (TRACK, "text/javascript")) as served:
        yield served


def _page(served: Served, path: str) -> tuple[bytes, str] | None:
    file = PAGES / (path.split("?")[0].strip("/") or "index.html")
    if file.parent != PAGES or not file.is_file():
        return None
    text = file.read_text()
    for name, value in served.words.items():
        text = text.replace("{{" + name + "}}", value)
    return text.encode(), guess_type(file.name)[0] or "text/plain"


@contextmanager
def _serving(answer: object) -> Iterator[Served]:
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            found = answer(served, self.path)  # type: ignore[operator]
            body, kind = found or (b"not here", "text/plain")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in served.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
