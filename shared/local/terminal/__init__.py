"""What commands share: how they speak, whom they mean, and what leaves through them."""
