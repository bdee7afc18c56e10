"""Work shared by processes, in order, with what kills a process told and left out."""

from newsclean.workers.ordered import cores, in_order
from newsclean.workers.pool import Lost

__all__ = ["Lost", "cores", "in_order"]
