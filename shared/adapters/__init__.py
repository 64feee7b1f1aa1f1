"""All technology: how the ports are met."""
