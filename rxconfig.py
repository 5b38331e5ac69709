"""Reflex's own settings: name, ports, and the environment its JavaScript tools need. Nothing else."""

import os

os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")

import reflex as rx  # noqa: E402  (the two lines above must be set before Reflex reads its environment)

config = rx.Config(
    app_name="livesessions",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[rx.plugins.TailwindV4Plugin()],
    disable_plugins=["reflex.plugins.sitemap.SitemapPlugin"],
)
