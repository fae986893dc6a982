"""What people type about rewards."""
