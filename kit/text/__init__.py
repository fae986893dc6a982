"""Text as it is compared, cleaned and put beside itself in two languages."""
