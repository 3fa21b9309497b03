"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A deadline would be a timed assertion, and fail on a busy machine.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
