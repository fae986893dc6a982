"""How much work it is: every screen that came up, every field that was filled in, every press."""

from dataclasses import dataclass, field

# Seconds of a person who has never seen the product; written down with the count, and added up.
A_SCREEN, A_FIELD, A_PRESS, A_STANDARD = 8, 6, 2, 12


@dataclass
class Tally:
    screens: int = 0
    fields: int = 0
    presses: int = 0
    standards: int = 0
    by_part: dict = field(default_factory=dict)

    @property
    def seconds(self):
        """Reading a standard before signing it is counted apart from its screen."""
        counted = self.screens * A_SCREEN + self.fields * A_FIELD + self.presses * A_PRESS
        return counted + self.standards * A_STANDARD

    def note(self, part):
        """Keeps how far it is at the end of a part."""
        self.by_part[part] = (self.screens, self.fields, self.presses, self.standards)

    def __str__(self):
        lines, before = [], (0, 0, 0, 0)
        for part, now in self.by_part.items():
            screens, fields, presses, standards = (b - a for a, b in zip(before, now, strict=True))
            lines.append(
                f"{part:<28} {screens:>4} screens {fields:>4} fields {presses:>4} presses {standards:>3} signed"
            )
            before = now
        total = f"{self.screens} screens, {self.fields} fields, {self.presses} presses"
        return "\n".join([*lines, f"{total}: about {self.seconds // 60} minutes of people's time"])
