"""python3 verify_edition.py havadar-edition-4.json [content hash [structure hash]]: does the text give its hashes?

Pictures that lie beside the file are compared with the hashes by which the text names them, whatever they are called.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
edition, printed = given["edition"], sys.argv[2:]
order = [[s["code"], s["phase"], s["touchpoint_code"], s["is_critical"]] for s in edition["standards"]]
wrong = False
for place, (name, value) in enumerate({"content_hash": edition, "structure_hash": order}.items()):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = hashlib.sha256(text.encode()).hexdigest()
    holds = found == given[name] and found == (printed[place] if place < len(printed) else found)
    print(name, found, "holds" if holds else "DOES NOT HOLD")
    wrong = wrong or not holds
bodies = [s.get(name, "") for s in edition["standards"] for name in ("body_fa", "body_en")]
named = sorted({sha256 for body in bodies for sha256 in re.findall(r'<embed [^<]*?sha256="([0-9a-f]{64})"', body)})
beside = [path for path in sorted(Path(sys.argv[1]).resolve().parent.iterdir()) if path.is_file()] if named else []
lying = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in beside}
for sha256 in named:
    print("picture", sha256, f"is {lying[sha256]}" if sha256 in lying else "does not lie beside the file")
sys.exit(wrong)
