"""Pictures of every page in its states, from the running app with its demo data on a stopped clock."""
