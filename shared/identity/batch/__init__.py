"""Many contacts at once: the comparison and the weights of single decisions, column by column."""
