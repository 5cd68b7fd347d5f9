"""Arrays in files, written so that a full disk is an error and never a file that is cut short."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def write_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Write an array in numpy's format, without pickles.

    Raises:
        OSError: not all of it could be written.
    """
    # Not into the file at once: numpy's own writing lets a last write that fails pass in silence.
    written = BytesIO()
    np.save(written, array, allow_pickle=False)
    path.write_bytes(written.getbuffer())
