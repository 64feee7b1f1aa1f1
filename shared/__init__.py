"""The product, by capability: what NOVA Express does, whatever platform carries it."""
