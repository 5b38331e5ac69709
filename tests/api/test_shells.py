"""What the build is told to draw besides the pages with one address."""

import pytest

from livesessions.api.shells import PrerenderingChangedError, sample, with_samples


def test_every_pattern_is_drawn_once() -> None:
    config = with_samples(
        'export default {"ssr": false, "prerender": true};', ["index", "sessions", "room/[reference]"]
    )
    assert config == (
        'export default {"ssr": false, "prerender": ({getStaticPaths}) => '
        '[...getStaticPaths(), ...["/room/_reference"]]};'
    )


def test_a_pattern_has_one_address_to_be_drawn_at() -> None:
    assert (
        sample("instructor/dashboard/offerings/[offering_id]")
        == "/instructor/dashboard/offerings/_offering_id"
    )


def test_settings_of_another_kind_stop_the_build() -> None:
    with pytest.raises(PrerenderingChangedError):
        with_samples('export default {"ssr": false};', ["room/[reference]"])
