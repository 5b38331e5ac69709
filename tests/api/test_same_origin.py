"""A build that knows no address of its own."""

from pathlib import Path

import pytest

from livesessions.api.same_origin import NoAddressError, SameOrigin, without_address

BUILT = 'var e={PING:`http://localhost:8000/ping`,EVENT:"ws://localhost:8000/_event",TRANSPORT:`websocket`};'


def test_endpoints_become_those_of_the_page() -> None:
    assert without_address(BUILT) == (
        'var e={PING:location.origin.replace("http","http")+"/ping",'
        'EVENT:location.origin.replace("http","ws")+"/_event",TRANSPORT:`websocket`};'
    )


def test_a_build_of_an_unknown_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoAddressError):
        without_address("var e={}")
    with pytest.raises(NoAddressError):
        SameOrigin().post_build(static_dir=tmp_path)


def test_only_the_file_with_endpoints_is_touched(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/reflex-env-a.js").write_text(BUILT)
    (tmp_path / "assets/root-b.js").write_text('"https://example.com/a"')
    SameOrigin().post_build(static_dir=tmp_path)
    assert "localhost" not in (tmp_path / "assets/reflex-env-a.js").read_text()
    assert (tmp_path / "assets/root-b.js").read_text() == '"https://example.com/a"'
