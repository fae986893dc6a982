"""Values as they are stored: keys, money, rounding, the one way to write a value down for a hash."""
