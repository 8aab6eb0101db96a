"""What tools/audit.py is made of: the workbench's training step once more, in double precision."""
