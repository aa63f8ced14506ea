"""The looks: each file here is one, found by itself, and named as in settings and orders.

A look's file has a ``LOOK``, a ``Visualization``. What is only helped by others begins with ``_``.
"""

from importlib import import_module

from bot.studio.render.scene.layout import Layout
from bot.studio.render.scene.visualizers import Visualization
from bot.studio.render.spec import Aspect, Look, look_names


def visualization_of(look: Look) -> Visualization:
    """Import the file of a look and return what it tells. Raises KeyError: there is none."""
    if look not in look_names():
        raise KeyError(look)
    found: Visualization = import_module(f"{__name__}.{look}").LOOK
    return found


def layout_of(look: Look, aspect: Aspect) -> Layout:
    """Return the places of a look's parts in a shape."""
    return visualization_of(look).layouts[aspect]
