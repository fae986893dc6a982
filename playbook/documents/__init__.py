"""The PDFs of the folder: an edition, the card of the complaint policy, what is public."""
