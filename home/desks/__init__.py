"""What waits for whom: my day, HR's desk, the author's desk, drafts, reminders."""
