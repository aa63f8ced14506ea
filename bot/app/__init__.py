"""The composition root: opens every resource in order, runs the process, closes in reverse."""
