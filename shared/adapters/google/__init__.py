"""The ports on Google Cloud: Firestore, Pub/Sub and Cloud Storage, real or emulated."""
