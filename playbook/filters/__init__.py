"""How the folder's lists are narrowed."""
