"""Write the site's font with the letters that Persian and European texts need (two thirds of its bytes).

    python tools/font.py <Vazirmatn[wght].woff2 of the released font>

Other letters are shown in the reader's own fonts. Documents (PDF) embed the whole fonts under static/fonts.
"""

import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).resolve().parent.parent / "static/vendor/vazirmatn-33.0.3/vazirmatn-wght.woff2"
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,"
    "U+060C,U+0615,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066D,U+0670-0671,U+067E,U+0686,U+0698,U+06A9,U+06AF,"
    "U+06C0,U+06CC,U+06D5,U+06F0-06F9,U+200B-200F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202A-202E,U+2030,"
    "U+2039-203A,U+2044,U+2066-2069,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265,U+25CC,U+FDFC,U+FEFF"
)

if __name__ == "__main__":
    options = ["--layout-features=*", "--flavor=woff2", f"--output-file={TARGET}"]
    subset.main([sys.argv[1], f"--unicodes={LETTERS}", *options])
