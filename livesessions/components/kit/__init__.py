"""Buttons, fields, dialogs, empty states, the page frame. I know no State."""
