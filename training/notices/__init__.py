"""The notices of training: their kinds, and what is worth a reminder."""
