"""The onboarding checklist of a company: facts are read, then judged step by step."""
