"""The same platform on Google's emulators: started, filled, and told what landed."""
