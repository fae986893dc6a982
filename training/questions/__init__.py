"""Questions as authors write them: forms and their rows, the choice of standards, lists, what a change does."""
