"""An instructor's offerings: the list, and the editor of one."""

from livesessions.state.offerings.editor import OfferingEditorState
from livesessions.state.offerings.listing import OfferingsState

__all__ = ["OfferingEditorState", "OfferingsState"]
