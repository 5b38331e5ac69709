"""Pictures the app draws by itself: pure functions from a seed to an SVG, the same everywhere and always."""

from .covers import cover_svg
from .portraits import avatar_svg, data_url

__all__ = ["avatar_svg", "cover_svg", "data_url"]
