"""Who works here over time: periods, absences, codes, history."""
