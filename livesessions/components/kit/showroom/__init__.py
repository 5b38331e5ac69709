"""One of every part of the kit: what `/kit` shows. Not part of the kit itself."""
