"""What a condition cannot say: one module for each check that a rule file names, with a function ``look``.

``look`` gets the subject and yields what it found, as the values of the namespace ``found.``, or a Missing.
"""
