"""The team board and a person's page: figures, heat map, cycles."""
