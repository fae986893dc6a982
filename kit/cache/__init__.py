"""What all processes of a site remember together for a while: throttles, one-time codes, locks."""
