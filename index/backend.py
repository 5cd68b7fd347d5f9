"""Which way of encoding passages in bulk is faster here: measured once, then remembered.

Two ways give the vectors of the bundled encoder: onnxruntime in bytes, "int8", and torch in
bfloat16, "bf16" (index.bf16), on processors with units for it. HOIDAP_BACKEND names one of them, or
"auto", the default. What was measured is kept in backend.json in the user's cache; removing it has
it measured again.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from index.encoder import Matrix
from index.errors import EncoderError

Backend = Literal["int8", "bf16"]
Encode = Callable[[Sequence[str]], Matrix]

MARGIN = 1.2  # what torch, 2-3 s to import, must be faster by
# The lowest cosine of the sample's vectors. 0.995 is usual, 0.989 the lowest of the seeds' passages
# and of their short lines. Less is not the same network: a model.onnx of another kind, a faulty
# kernel.
FAITHFUL = 0.985
_SAMPLE = 32  # texts
_TURNS = 2  # in the first, torch also prepares its kernels
_BF16_UNITS = frozenset({"amx_bf16", "avx512_bf16", "bf16"})  # the last is ARM's
_BYTE_UNITS = frozenset({"amx_int8", "avx512_vnni", "avx_vnni", "i8mm", "asimddp"})


@dataclass(frozen=True, slots=True)
class Rates:
    """Passages per second of both ways, and the lowest cosine between their vectors."""

    int8: float
    bf16: float
    cosine: float

    @property
    def best(self) -> Backend:
        """The way to take: bf16 when it is clearly faster and gives the same vectors."""
        is_better = self.bf16 >= MARGIN * self.int8 and self.cosine >= FAITHFUL
        return "bf16" if is_better else "int8"


@dataclass(frozen=True, slots=True)
class Choice:
    """How passages are encoded, why, and the rates that decided it, if it took any."""

    backend: Backend
    reason: str
    rates: Rates | None = None


@dataclass(frozen=True, slots=True)
class Processor:
    """What it is called, and which of its units matter here."""

    name: str
    units: tuple[str, ...]

    @property
    def has_bf16(self) -> bool:
        """Whether it multiplies matrices of bfloat16 in hardware."""
        return not _BF16_UNITS.isdisjoint(self.units)


def this_processor() -> Processor:
    """Ask Linux; elsewhere nobody says, and the processor has no units that we know of."""
    try:
        return processor_of(Path("/proc/cpuinfo").read_text("utf-8", "replace"))
    except OSError:
        return Processor("", ())


def processor_of(cpuinfo: str) -> Processor:
    """Read the first processor in the text of /proc/cpuinfo."""
    facts: dict[str, str] = {}
    for line in cpuinfo.strip().partition("\n\n")[0].splitlines():
        name, _, value = line.partition(":")
        facts[name.strip()] = value.strip()
    # Virtual machines may say "AMD EPYC" and no more; ARM has numbers only.
    names = ("model name", "cpu family", "model", "CPU implementer", "CPU part")
    flags = {*facts.get("flags", "").split(), *facts.get("Features", "").split()}
    return Processor(
        name=" ".join(facts[name] for name in names if name in facts),
        units=tuple(sorted(flags & (_BF16_UNITS | _BYTE_UNITS))),
    )


def choose(
    measure: Callable[[], Rates], *, processor: Processor, cores: int, fingerprint: str
) -> Choice:
    """Choose how this machine encodes passages in bulk with the encoder of a fingerprint.

    Raises:
        EncoderError: HOIDAP_BACKEND is no backend, or asks for torch where there is none.
    """
    asked = os.environ.get("HOIDAP_BACKEND") or "auto"
    if asked not in ("int8", "bf16", "auto"):
        raise EncoderError(
            f"Không có cách mã hóa «{asked}». Hãy đặt HOIDAP_BACKEND là int8, bf16 hoặc auto."
        )
    if asked == "int8":
        return Choice("int8", "HOIDAP_BACKEND=int8")
    if asked == "auto" and not processor.has_bf16:
        return Choice("int8", "the processor has no bf16 units")
    try:
        torch = version("torch")
    except ImportError as error:
        if asked == "bf16":
            raise EncoderError(
                "HOIDAP_BACKEND=bf16 cần thư viện torch. "
                "Hãy cài: pip install torch, hoặc bỏ biến HOIDAP_BACKEND."
            ) from error
        return Choice("int8", "torch is not installed")
    if asked == "bf16":
        return Choice("bf16", "HOIDAP_BACKEND=bf16")

    import onnxruntime

    libraries = [f"torch {torch}", f"onnxruntime {onnxruntime.__version__}"]
    machine = [processor.name, " ".join(processor.units), f"{cores} cores"]
    key = ", ".join([*machine, *libraries, fingerprint])
    rates = _recall(key)
    if rates is not None:
        return Choice(rates.best, "remembered", rates)
    try:
        rates = measure()
    except (ImportError, OSError, RuntimeError, LookupError, ValueError) as error:
        # A torch that cannot be loaded or lacks a kernel, or a model.onnx by another hand.
        return Choice("int8", f"bf16 does not run here: {error!r}")
    _remember(key, rates)
    return Choice(rates.best, "measured", rates)


def measure(int8: Encode, bf16: Encode, texts: Sequence[str]) -> Rates:
    """Have both encode some of the texts in turns; the best turn counts.

    In the others, another program may have had the cores.
    """
    sample = texts[:: math.ceil(len(texts) / _SAMPLE)]
    seconds = [math.inf, math.inf]
    cosine = math.inf
    for _ in range(_TURNS):
        vectors = []
        for way, encode in enumerate((int8, bf16)):
            start = time.perf_counter()
            vectors.append(encode(sample))
            seconds[way] = min(seconds[way], time.perf_counter() - start)
        cosine = float((vectors[0] * vectors[1]).sum(axis=1).min())
    return Rates(len(sample) / seconds[0], len(sample) / seconds[1], cosine)


def memory() -> Path:
    """Say where rates are kept. Raises RuntimeError for a user without a home."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return cache / "hoidap" / "backend.json"


def _recall(key: str) -> Rates | None:
    """Give the rates that are remembered; a memory that cannot be read remembers none."""
    try:
        known = json.loads(memory().read_text("utf-8"))[key]
        rates = Rates(*(float(known[name]) for name in ("int8", "bf16", "cosine")))
    except (OSError, RuntimeError, LookupError, TypeError, ValueError):
        return None
    return rates if min(rates.int8, rates.bf16) > 0 else None


def _remember(key: str, rates: Rates) -> None:
    """Add rates to the memory; one that cannot be written has them measured again next time."""
    with suppress(OSError, RuntimeError):
        file = memory()
        try:
            known = dict(json.loads(file.read_text("utf-8")))
        except (OSError, TypeError, ValueError):
            known = {}
        known[key] = asdict(rates)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Under another name first: two processes may write at once, and one may be killed.
        draft = file.with_name(f".backend-{os.getpid()}.json")
        try:
            draft.write_text(json.dumps(known, indent=2) + "\n", "utf-8")
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
