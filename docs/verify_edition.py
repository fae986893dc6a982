"""python3 verify_edition.py havadar-edition-4.json [content hash [structure hash]]: does the text give its hashes?"""

import hashlib
import json
import sys

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
sys.exit(wrong)
