"""The folder, its standards, coverage, trust, policy, chain and pictures."""
