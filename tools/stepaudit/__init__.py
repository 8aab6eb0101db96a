"""What tools/audit.py is made of: the workbench's training step once more, in double precision."""

import jax

jax.config.update("jax_enable_x64", True)
# A step is computed three times: compiling it well would take longer than that.
jax.config.update("jax_disable_most_optimizations", True)
