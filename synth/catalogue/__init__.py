"""Every work in few columns held in memory: lists that filter, divide and leaf through at once."""
