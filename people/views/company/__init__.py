"""Pages about the company, its structure and its mails."""
