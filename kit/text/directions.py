"""In which direction each language is written. Knows no Django: the process that renders PDFs asks it too."""

DIRECTIONS = {"fa": "rtl", "en": "ltr"}
