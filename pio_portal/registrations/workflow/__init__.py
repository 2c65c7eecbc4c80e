"""What can happen to an occasion and to the registrations for it. The only writers of both.

Every verb locks the occasion first, and then the registration: seats are only given out under that lock.
"""
