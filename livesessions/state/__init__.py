"""What one screen shows and what its buttons do. I know which button was pressed."""
