"""Build static/icons.svg, one sprite of <symbol>s, from the names in static/icons.txt.

    python tools/sprite.py <unpacked @tabler/icons package>

A name ending in "-filled" is taken from the filled set, every other from the outline set.
Symbols carry no width or height: the size is that of the text around them (.i in the stylesheet).
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
OUTLINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
FILLED = 'fill="currentColor"'


def symbol(icons: Path, name: str) -> str:
    filled = name.endswith("-filled")
    folder, file = ("filled", name.removesuffix("-filled")) if filled else ("outline", name)
    svg = (icons / folder / f"{file}.svg").read_text(encoding="utf-8")
    body = re.search(r"<svg[^>]*>(.*)</svg>", re.sub(r"<!--.*?-->", "", svg, flags=re.S), re.S)[1]
    body = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", body)
    body = re.sub(r"\s*\n\s*", "", body).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24" {FILLED if filled else OUTLINE}>{body}</symbol>'


def main() -> None:
    icons = Path(sys.argv[1]) / "icons"
    names = sorted({line.strip() for line in (STATIC / "icons.txt").read_text().splitlines() if line.strip()})
    symbols = "\n".join(symbol(icons, name) for name in names)
    (STATIC / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n')
    print(f"{len(names)} icons")


if __name__ == "__main__":
    main()
