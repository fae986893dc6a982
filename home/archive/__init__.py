"""The company's archive: everything of it in one ZIP, in a documented format (docs/archive.md), to leave with."""
