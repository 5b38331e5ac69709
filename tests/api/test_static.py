"""A small build on disk, served as the real one is."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from livesessions.api.head import HeadParts
from livesessions.api.security import script_hashes
from livesessions.api.static import FrontEnd, PageHead, no_head, read_site

SHELL = "<!DOCTYPE html><html><head></head><body><script>start()</script></body></html>"
HOME = "<!DOCTYPE html><html><head><title>Home</title></head><body><h1>Home</h1></body></html>"
SCRIPT = "export const answer = 42"
Serve = Callable[..., TestClient]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    write(tmp_path / "client/index.html", HOME)
    write(tmp_path / "client/sessions/index.html", HOME.replace("Home", "Sessions"))
    write(tmp_path / "client/sessions.html", "the build's second copy")
    write(tmp_path / "client/__spa-fallback.html", SHELL)
    write(tmp_path / "client/assets/app-B4dC0ffe.js", SCRIPT)
    (tmp_path / "client/assets/app-B4dC0ffe.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    write(tmp_path / "client/manifest.webmanifest", "{}")
    write(tmp_path / "routes.json", json.dumps(["index", "sessions", "sessions/[slug]", "404"]))

    def client(head: PageHead = no_head) -> TestClient:
        site = read_site(tmp_path / "client", tmp_path / "routes.json")
        return TestClient(FrontEnd(api(), site, head=head), follow_redirects=False)

    return client


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def api() -> Starlette:
    def gone(_request: Request) -> JSONResponse:
        return JSONResponse({"error": "not_found"}, 404)

    def letter(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("taken in", 202)

    return Starlette(routes=[Route("/api/gone", gone), Route("/sessions", letter, methods=["POST"])])


def test_a_prerendered_page_is_served_at_its_one_address(serve: Serve) -> None:
    response = serve().get("/sessions")
    assert (response.status_code, "<h1>Sessions</h1>" in response.text) == (200, True)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/sessions/", "/sessions"),
        ("/sessions/?topic=rust&page=2", "/sessions?topic=rust&page=2"),
        ("/sessions/rust/", "/sessions/rust"),
        ("/sessions/%5Cevil.example/", "/sessions/%5Cevil.example"),
        ("//", "/"),
    ],
)
def test_a_closing_slash_is_redirected_away_for_good(serve: Serve, asked: str, canonical: str) -> None:
    response = serve().get("http://testserver" + asked)
    assert (response.status_code, response.headers["location"]) == (308, canonical)


@pytest.mark.parametrize(
    "path", ["/index", "/index.html", "/sessions.html", "/404.html", "/sessions/a/b", "/nix/"]
)
def test_what_is_no_page_is_a_404_that_looks_like_one(serve: Serve, path: str) -> None:
    response = serve().get(path)
    assert response.status_code == 404
    assert "<title>Page not found · Live Sessions</title>" in response.text


def test_a_page_with_a_pattern_is_served_by_its_shell(serve: Serve) -> None:
    response = serve().get("/sessions/rust-lifetimes")
    assert (response.status_code, response.text) == (200, SHELL)


def test_a_pattern_that_the_build_has_drawn_is_served_as_it_was_drawn(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path / "client/sessions/_slug/index.html", HOME.replace("Home", "One session"))
    client = serve()
    assert "<h1>One session</h1>" in client.get("/sessions/rust-lifetimes").text
    assert "<h1>One session</h1>" in client.get("/sessions/_slug").text  # which is no page of its own


def test_scripts_wait_where_there_is_something_to_read(serve: Serve, tmp_path: Path) -> None:
    module = '<script type="module" async="">import "/assets/manifest.js";</script>'
    write(tmp_path / "client/sessions/_slug/index.html", SHELL.replace("</body>", f"{module}</body>"))
    screens = {"/sessions/rust": "<h1>Rust</h1>", "/sessions/none": ""}
    client = serve(lambda path, _query: HeadParts(title="x", screen=screens.get(path, "")))
    rust, none = client.get("/sessions/rust"), client.get("/sessions/none")
    assert ("await Promise.all" in rust.text, "await Promise.all" in none.text) == (True, False)
    for page in (rust, none):
        assert all(
            f"'sha256-{each}'" in page.headers["content-security-policy"] for each in script_hashes(page.text)
        )


def test_a_page_says_what_its_head_says(serve: Serve) -> None:
    asked = []

    def head(path: str, query: str) -> HeadParts:
        asked.append((path, query))
        return HeadParts(title="Rust & <lifetimes>", status=410)

    response = serve(head).get("/sessions/rust%20lifetimes?page=2")
    assert asked == [("/sessions/rust lifetimes", "page=2")]
    assert response.status_code == 410
    assert "<title>Rust &amp; &lt;lifetimes&gt;</title>" in response.text


def test_hashed_assets_are_kept_forever(serve: Serve) -> None:
    response = serve().get("/assets/app-B4dC0ffe.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (response.headers["content-encoding"], response.text) == ("gzip", SCRIPT)


def test_a_client_that_takes_no_compression_gets_none(serve: Serve) -> None:
    response = serve().get("/assets/app-B4dC0ffe.js", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in response.headers
    assert response.text == SCRIPT


def test_pages_are_asked_for_again_and_not_sent_again(serve: Serve) -> None:
    first = serve().get("/")
    again = serve().get("/", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_a_missing_asset_is_no_page(serve: Serve) -> None:
    assert serve().get("/assets/app-0ld.js").status_code == 404


def test_a_file_has_the_type_browsers_want(serve: Serve) -> None:
    response = serve().get("/manifest.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"


def test_the_doors_for_machines_keep_their_own_answers(serve: Serve) -> None:
    assert serve().get("/api/gone").json() == {"error": "not_found"}
    assert serve().post("/sessions").text == "taken in"


def test_without_a_build_only_the_doors_for_machines_answer(tmp_path: Path) -> None:
    client = TestClient(FrontEnd(api(), read_site(tmp_path / "none", tmp_path / "none.json")))
    assert client.get("/").status_code == 404
    assert client.post("/sessions").status_code == 202
