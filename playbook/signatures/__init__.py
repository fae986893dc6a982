"""Who must sign which standard, who did, the board of leads and HR, and the state of check questions."""
