"""The chain from a customer's words to a reward: its places, its knots, which wordings are the same."""
