"""The editor of an instructor's hours."""

from livesessions.components.availability.booked import coming_up, outside_question
from livesessions.components.availability.dates import dates_editor
from livesessions.components.availability.preview import preview_panel, troubleshooter
from livesessions.components.availability.rules import rules_editor
from livesessions.components.availability.saving import save_bar
from livesessions.components.availability.week import week_editor
from livesessions.components.availability.zone import zone_editor

__all__ = [
    "coming_up",
    "dates_editor",
    "outside_question",
    "preview_panel",
    "rules_editor",
    "save_bar",
    "troubleshooter",
    "week_editor",
    "zone_editor",
]
