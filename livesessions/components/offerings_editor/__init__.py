"""An instructor's offerings: the list, and the editor of one."""

from livesessions.components.offerings_editor.dates import dates_section
from livesessions.components.offerings_editor.form import offering_form
from livesessions.components.offerings_editor.life import archive_question, offering_head
from livesessions.components.offerings_editor.listing import offerings_list

__all__ = ["archive_question", "dates_section", "offering_form", "offering_head", "offerings_list"]
