"""A local server that answers like a source, from a file of works, and fails when told to.

It imports nothing of the program under test: what it does follows the public documentation and the
recorded answers of the real server.
"""
