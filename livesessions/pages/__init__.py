"""One file per URL: layout, title, on_load. I know where on the screen.

Every module here that has a `PAGE` is a page of the app; there is no other list to keep.
"""

from importlib import import_module
from pkgutil import iter_modules

from livesessions.pages.routes import Page


def all_pages() -> list[Page]:
    """The page of every module in this folder, by name of the module."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return [module.PAGE for module in modules if hasattr(module, "PAGE")]
