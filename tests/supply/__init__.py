"""What is shipped, under which licences, with which known faults: pages written and checked."""
