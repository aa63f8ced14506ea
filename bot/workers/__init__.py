"""Background work: rendering, delivery and maintenance, each started and supervised by the app."""
