"""Tables: shape, constraints, indexes. I know my columns and what must never be doubled."""
