"""One file per URL: layout, title, on_load. I know where on the screen."""
