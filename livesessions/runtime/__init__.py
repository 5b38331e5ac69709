"""Unit of work, database, hub, settings, logging. I open and close the door and ring the bell afterwards."""
