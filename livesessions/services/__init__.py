"""Verbs. I change one thing, wholly or not at all, and write down that I did."""
