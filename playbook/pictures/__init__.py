"""Pictures in texts: how a text names them, how an edition keeps them, how they are drawn and printed."""
