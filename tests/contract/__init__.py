"""One suite for both sides of the contract: the studio, and the stand-in of the cloud."""
