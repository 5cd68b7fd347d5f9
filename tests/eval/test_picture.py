"""The pictures are well-formed, show every curve, and put points where they belong."""

import xml.etree.ElementTree as ElementTree

from eval.picture import square

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**options):
    curves = {"có dấu": [(0.0, 1.0), (1.0, 0.0)], "<không & dấu>": [(0.5, 0.5)]}
    return square("Từ chối", curves, across="x", up="y", **options)


def test_a_picture_is_well_formed_and_names_its_curves():
    root = ElementTree.fromstring(drawn())
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"Từ chối", "x", "y", "có dấu", "<không & dấu>"} <= set(texts)


def test_points_lie_in_the_square_with_one_at_the_top_right():
    root = ElementTree.fromstring(square("", {"": [(0, 0), (1, 1)]}, across="", up="", dots=True))
    low, high = ((float(dot.get("cx")), float(dot.get("cy"))) for dot in root.iter(f"{SVG}circle"))
    assert high[0] - low[0] == low[1] - high[1] > 0


def test_a_picture_is_small_and_always_the_same():
    assert drawn(diagonal=True, dots=True) == drawn(diagonal=True, dots=True)
    assert len(drawn(diagonal=True, dots=True)) < 5000
    assert "stroke-dasharray" in drawn(diagonal=True)
    assert "stroke-dasharray" not in drawn()
