"""What people may send in. Every field is named here."""
