"""The process in which cards are drawn, one after the other: SVG in, PNG out, each behind its length.

It is started as a file, so that it loads nothing of the app.
"""

import os
import struct
import sys
from pathlib import Path

import resvg_py

FONT = str(Path(__file__).with_name("figtree-bold.ttf"))  # of assets/fonts, where its licence lies
LENGTH = struct.Struct(">I")


def main() -> None:
    """Draws until nobody asks any more."""
    os.nice(10)  # the pages have the processor first
    family = sys.argv[1]
    come, go = sys.stdin.buffer, sys.stdout.buffer
    while head := come.read(LENGTH.size):
        svg = come.read(LENGTH.unpack(head)[0]).decode()
        # The machine's own letters are for titles in scripts that ours lacks.
        png = resvg_py.svg_to_bytes(
            svg_string=svg, font_files=[FONT], serif_family=family, sans_serif_family=family
        )
        go.write(LENGTH.pack(len(png)) + bytes(png))
        go.flush()


if __name__ == "__main__":
    main()
