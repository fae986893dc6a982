"""Reading and signing, the board, leave."""
