"""Speed, measured and never asserted. A module here registers its measurements with `@benchmark`."""
