"""The folder as staff read it and authors keep it: cards, a standard's page, report, trust, departures."""
