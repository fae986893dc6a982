"""How authors write questions: forms, previews, lists, changes of several, files."""
