"""Wagtail's administration made ours: days, digits, names, pictures, publishing, reports."""
