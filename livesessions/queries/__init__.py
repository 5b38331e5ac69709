"""Questions. I answer, I never touch."""
