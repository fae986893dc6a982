"""Changes to accounts: roles, addresses, ways in, and what takes two people."""
