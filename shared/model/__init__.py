"""The nouns of the product: plain values, no behaviour that needs a store or a clock."""
