"""What evaluations say about people, teams and standards: scores, reasons, the figures of summaries."""
