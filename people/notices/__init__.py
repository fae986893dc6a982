"""Lines to somebody's inbox, and the mails of them."""
