"""What an instructor does with an offering: write it, publish it, give it dates, put it away."""

from livesessions.services.offerings.dates import DateTaken, add_date, add_dates, withdraw_date
from livesessions.services.offerings.drafts import WrongOffering, create_offering, edit_offering
from livesessions.services.offerings.publishing import archive_offering, publish_offering

__all__ = [
    "DateTaken",
    "WrongOffering",
    "add_date",
    "add_dates",
    "archive_offering",
    "create_offering",
    "edit_offering",
    "publish_offering",
    "withdraw_date",
]
