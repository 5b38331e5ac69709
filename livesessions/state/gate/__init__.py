"""What stands between a browser's event and the handler it names."""
