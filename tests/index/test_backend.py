"""Claims about index.backend: which way of encoding is taken, and what is remembered of it."""

import importlib.metadata
import json
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import numpy as np
import pytest

from index import backend
from index.backend import Choice, Processor, Rates, choose, measure, memory, processor_of
from index.errors import EncoderError

ZEN = """\
processor\t: 0
vendor_id\t: AuthenticAMD
cpu family\t: 25
model\t\t: 17
model name\t: AMD EPYC
flags\t\t: fpu sse2 avx2 avx512f avx512_bf16 avx512_vnni
bogomips\t: 5192.28

processor\t: 1
model name\t: another
flags\t\t: fpu amx_bf16
"""
ARM = """\
processor\t: 0
Features\t: fp asimd asimddp sve i8mm bf16
CPU implementer\t: 0x41
CPU part\t: 0xd40
"""
AMX = Processor("Xeon", ("amx_bf16", "amx_int8"))
FASTER = Rates(int8=60, bf16=150, cosine=0.9986)


@pytest.fixture(autouse=True)
def _empty_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("HOIDAP_BACKEND", raising=False)


def chosen(
    measured: Callable[[], Rates],
    *,
    processor: Processor = AMX,
    cores: int = 2,
    fingerprint: str = "f",
) -> Choice:
    return choose(measured, processor=processor, cores=cores, fingerprint=fingerprint)


def never() -> Rates:
    raise AssertionError("measured for nothing")


@pytest.mark.parametrize(
    ("int8", "bf16", "cosine", "best"),
    [
        pytest.param(60, 150, 0.9986, "bf16", id="faster"),
        pytest.param(60, 72, 0.985, "bf16", id="just faster and just as near"),
        pytest.param(60, 71, 0.9986, "int8", id="hardly faster"),
        pytest.param(60, 20, 0.9986, "int8", id="slower"),
        pytest.param(60, 600, 0.98, "int8", id="other vectors"),
        pytest.param(60, 600, float("nan"), "int8", id="no vectors"),
    ],
)
def test_the_clearly_faster_is_best_if_its_vectors_are_the_same(int8, bf16, cosine, best):
    assert Rates(int8, bf16, cosine).best == best


def test_units_are_read_of_the_first_processor():
    zen = processor_of(ZEN)
    assert zen == Processor("AMD EPYC 25 17", ("avx512_bf16", "avx512_vnni"))
    assert zen.has_bf16
    arm = processor_of(ARM)
    assert arm == Processor("0x41 0xd40", ("asimddp", "bf16", "i8mm"))
    assert arm.has_bf16


@pytest.mark.parametrize(
    "cpuinfo",
    ["", "flags\t: sse2 avx512_vnni amx_int8", "model name: bf16", "no colon\n\nflags: bf16"],
)
def test_no_units_no_bf16(cpuinfo):
    assert not processor_of(cpuinfo).has_bf16


class Fake:
    """Encodes to fixed rows, and moves the clock by the seconds of each turn."""

    def __init__(self, clock: list[float], seconds: list[float], rows: np.ndarray) -> None:
        self.clock, self.seconds, self.rows = clock, seconds, rows
        self.asked: list[list[str]] = []

    def __call__(self, texts):
        self.clock[0] += self.seconds[len(self.asked)]
        self.asked.append(list(texts))
        return self.rows[: len(texts)]


def test_the_best_turn_of_each_counts_and_the_lowest_cosine(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(backend.time, "perf_counter", lambda: clock[0])
    ones = np.tile(np.array([1, 0], dtype=np.float32), (32, 1))
    turned = ones.copy()
    turned[5] = [0.6, 0.8]
    int8, bf16 = Fake(clock, [0.5, 4.0], ones), Fake(clock, [8.0, 0.25], turned)
    texts = [str(number) for number in range(320)]
    rates = measure(int8, bf16, texts)
    assert (rates.int8, rates.bf16) == (64, 128)
    assert rates.cosine == pytest.approx(0.6)
    # From all over the texts, and the same for both.
    assert int8.asked == bf16.asked == [texts[::10]] * 2


def test_what_was_measured_is_remembered():
    assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)
    assert chosen(never) == Choice("bf16", "remembered", FASTER)


@pytest.mark.parametrize(
    "change",
    [
        {"processor": Processor("Xeon 2", AMX.units)},
        {"processor": Processor("Xeon", ("amx_bf16",))},
        {"cores": 3},
        {"fingerprint": "g"},
    ],
    ids=["name", "units", "cores", "encoder"],
)
def test_another_machine_or_encoder_is_measured_too_and_forgets_nothing(change):
    slower = Rates(60, 20, 0.9986)
    chosen(lambda: FASTER)
    assert chosen(lambda: slower, **change) == Choice("int8", "measured", slower)
    assert chosen(never, **change) == Choice("int8", "remembered", slower)
    assert chosen(never) == Choice("bf16", "remembered", FASTER)


def test_another_torch_is_measured_too(monkeypatch):
    chosen(lambda: FASTER)
    monkeypatch.setattr(backend, "version", lambda name: version(name) + ".1")
    assert chosen(lambda: FASTER).reason == "measured"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda text: "", id="empty"),
        pytest.param(lambda text: "[1, 2]", id="list"),
        pytest.param(lambda text: "null", id="null"),
        pytest.param(lambda text: text.replace("150", '"nhanh"'), id="word for number"),
        pytest.param(lambda text: text.replace("150", "null"), id="null for number"),
        pytest.param(lambda text: text.replace("60", "0"), id="nothing a second"),
        pytest.param(lambda text: text.replace('"bf16"', '"fb16"'), id="name"),
        pytest.param(lambda text: text.replace("{", "\udcff{", 1), id="no UTF-8"),
    ],
)
def test_a_damaged_memory_is_measured_again_and_mended(damage):
    chosen(lambda: FASTER)
    damaged = damage(memory().read_text("utf-8"))
    memory().write_bytes(damaged.encode(errors="surrogateescape"))
    assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)
    assert chosen(never) == Choice("bf16", "remembered", FASTER)
    assert [file.name for file in memory().parent.iterdir()] == ["backend.json"]


def test_a_memory_that_cannot_be_written_has_it_measured_again(tmp_path, monkeypatch):
    (tmp_path / "hoidap").write_text("a file where the folder should be")
    for _ in range(2):
        assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)
    monkeypatch.setenv("XDG_CACHE_HOME", "~nosuchuser/x")
    assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)


def test_a_memory_that_is_a_folder_is_done_without():
    memory().mkdir(parents=True)
    assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)
    assert [file.name for file in memory().parent.iterdir()] == ["backend.json"]


@pytest.mark.parametrize("error", [ImportError, OSError, RuntimeError, KeyError, ValueError])
def test_bf16_that_does_not_run_is_not_taken_nor_remembered(error):
    def fail() -> Rates:
        raise error("no kernel")

    choice = chosen(fail)
    assert choice.backend == "int8"
    assert "no kernel" in choice.reason
    assert not memory().exists()


def test_without_units_or_torch_nothing_is_measured(monkeypatch):
    assert chosen(never, processor=Processor("Xeon", ("amx_int8",))).backend == "int8"
    _without_torch(monkeypatch)
    assert chosen(never) == Choice("int8", "torch is not installed")


@pytest.mark.parametrize("asked", ["int8", "bf16"])
def test_what_is_asked_for_is_taken_unmeasured(monkeypatch, asked):
    monkeypatch.setenv("HOIDAP_BACKEND", asked)
    for processor in (AMX, Processor("", ())):
        assert chosen(never, processor=processor) == Choice(asked, f"HOIDAP_BACKEND={asked}")


@pytest.mark.parametrize("asked", ["auto", ""])
def test_auto_is_the_default(monkeypatch, asked):
    monkeypatch.setenv("HOIDAP_BACKEND", asked)
    assert chosen(lambda: FASTER) == Choice("bf16", "measured", FASTER)


def test_asking_for_what_is_not_there_says_so(monkeypatch):
    monkeypatch.setenv("HOIDAP_BACKEND", "fp8")
    with pytest.raises(EncoderError, match=r"«fp8».*int8, bf16 hoặc auto"):
        chosen(never)
    monkeypatch.setenv("HOIDAP_BACKEND", "bf16")
    _without_torch(monkeypatch)
    with pytest.raises(EncoderError, match=r"cần thư viện torch.*pip install torch"):
        chosen(never)


def test_rates_can_be_read_by_people():
    chosen(lambda: FASTER)
    ((key, rates),) = json.loads(memory().read_text("utf-8")).items()
    assert key.startswith("Xeon, amx_bf16 amx_int8, 2 cores, torch "), key
    assert rates == {"int8": 60, "bf16": 150, "cosine": 0.9986}


def _without_torch(monkeypatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(backend, "version", missing)
    assert importlib.metadata.version("torch")  # only ours is patched
