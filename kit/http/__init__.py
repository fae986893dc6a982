"""What a request may bring and what every answer carries."""
