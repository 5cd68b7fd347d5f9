"""The exception tree: what can go wrong that a person can put right.

    HoiDapError
    ├── SeedError            a file cannot be read as a document (what, where, what to do)
    │   ├── EmptyFolderError a folder holds nothing that can be indexed
    │   └── ReaderStoppedError   the process that reads files died of it or took too long
    ├── IndexUnusableError   the index on disk cannot be used
    │   ├── IndexNotBuiltError   there is none
    │   ├── IndexDamagedError    a file of it is missing, cut or changed
    │   ├── EncoderChangedError  it was built with another encoder
    │   ├── IndexNotWritableError  its folder cannot be written
    │   └── IndexBusyError       another run is writing it
    ├── EncoderError         the encoder cannot be loaded, or not give vectors of that length
    ├── CalibrationError     what makes confidence of scores cannot be read, written or fitted
    ├── QuestionError        the question cannot be asked (empty, too long, no words)
    ├── ChatModelError       the language model asked for cannot be opened
    ├── CitationError        a quote is not what the file says at its place
    └── EvalError            an evaluation's data or baseline is wrong

Messages are read by the person who asked, so they are Vietnamese: one sentence on what is wrong
and where, and one on what to do. The edges (command line, chat) print them as they are.
"""


class HoiDapError(Exception):
    """Any error whose message is meant for the person in front of the screen."""


class SeedError(HoiDapError):
    """A file cannot be read as a document."""


class EmptyFolderError(SeedError):
    """A folder holds nothing that can be indexed."""


class ReaderStoppedError(SeedError):
    """The process that reads files died of one or took too long: another time it may not."""


class IndexUnusableError(HoiDapError):
    """The index on disk cannot be used."""


class IndexNotBuiltError(IndexUnusableError):
    """There is no index in the folder."""


class IndexDamagedError(IndexUnusableError):
    """A file of the index is missing, cut short or changed."""


class EncoderChangedError(IndexUnusableError):
    """The index was built with another encoder than the one in use."""


class IndexNotWritableError(IndexUnusableError):
    """The folder of the index cannot be written."""


class IndexBusyError(IndexUnusableError):
    """Another run is writing the index."""


class EncoderError(HoiDapError):
    """The encoder's folder or name cannot be loaded, or it has no vectors of a length."""


class CalibrationError(HoiDapError):
    """The numbers that turn scores into confidence cannot be read, written or fitted."""


class QuestionError(HoiDapError):
    """The question cannot be asked: it is empty, too long or has no words."""


class ChatModelError(HoiDapError):
    """The language model that was asked for cannot be opened."""


class CitationError(HoiDapError):
    """A quote is not what the file says at its place."""


class EvalError(HoiDapError):
    """The data or the baseline of an evaluation is wrong."""
