"""What an evaluation is made of: number, assessed answers, sealed content, former notes, summed answers."""
