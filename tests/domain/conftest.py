"""Property tests on machines that others use too: an example may take its time."""

from hypothesis import settings

settings.register_profile("shared", deadline=None)
settings.load_profile("shared")
