"""Writing a course: its rules, its lessons, its rows, a copy, a whole one."""
