"""What there is to see, in the order in which it is photographed; the rooms last, for there time passes."""

from tests.screenshots.scenes import visiting, learning, teaching, money, times, trouble, running, meeting  # noqa: F401, I001
