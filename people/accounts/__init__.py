"""Accounts as allauth serves them, cut down to what we mean: addresses, links, single sign-on, the pages by name."""
