"""A text on its way to being live: who may publish it, what waits for whom, what it changes."""
