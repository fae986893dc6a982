"""Forgetting a person who left: what names them goes, what is sealed keeps a stand-in (docs/adr/0021-forgetting.md)."""
