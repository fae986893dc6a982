"""What a standard is made of: what its texts may hold, its check question, advice on writing it. Pure: no models."""
