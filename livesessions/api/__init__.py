"""Doors for machines. I check the seal and take the letter in."""
