"""A row becomes a component. I know how a row looks."""
