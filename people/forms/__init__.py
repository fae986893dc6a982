"""What people type about people, by aggregate."""
