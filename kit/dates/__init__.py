"""The calendars, and which days count as working days."""
