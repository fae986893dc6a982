"""Who holds which access role, who can be the second person, and how both are said."""
