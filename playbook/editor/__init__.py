"""Writing a page in both languages at once: which pages, their forms, their parts, and the screen that shows them."""
