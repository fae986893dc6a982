"""What a person has learnt, must renew and has still to do."""
