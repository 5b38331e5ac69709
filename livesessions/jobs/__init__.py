"""The only callers of the outside world. I go outside and come back with a receipt."""
