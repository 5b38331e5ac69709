"""Reflex's own settings: name, plugins, and the environment its JavaScript tools need. Nothing else."""

import os

os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")

import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

from livesessions.api.same_origin import SameOrigin
from livesessions.api.shells import Shells
from livesessions.runtime.settings import load_settings

settings = load_settings()

config = rx.Config(
    app_name="livesessions",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[rx.plugins.TailwindV4Plugin(), SameOrigin(), Shells()],
    disable_plugins=[SitemapPlugin],
    frontend_compression_formats=["brotli", "gzip"],
    # No other site may read or connect; whose requests are our own is decided in api/security.py.
    cors_allowed_origins=[],
    # What a page holds is made again from the database: nothing of it belongs on the disk.
    state_manager_mode="redis" if settings.redis_url else "memory",
    redis_url=settings.redis_url or None,
    trusted_proxy_hops=settings.trusted_proxy_hops,
)
