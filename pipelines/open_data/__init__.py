"""What is published openly: the tables that passed the gate, and their catalogue."""
