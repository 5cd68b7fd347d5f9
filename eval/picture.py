"""Draws curves as small SVG pictures: no library, readable in any browser and on a code page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

Curve = Sequence[tuple[float, float]]
"""Points (x, y), each in [0, 1]."""

_SIDE, _LEFT, _TOP = 320, 56, 34
_COLOURS = ("#0f766e", "#b45309", "#1d4ed8", "#be123c")


def square(
    title: str,
    curves: Mapping[str, Curve],
    *,
    across: str,
    up: str,
    diagonal: bool = False,
    dots: bool = False,
) -> str:
    """Draw named curves over the unit square; `diagonal` shows where x is y, `dots` each point."""
    width, height = _LEFT + _SIDE + 20, _TOP + _SIDE + 48 + 18 * len(curves)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
    ]
    for step in range(0, 11, 2):
        x, y = _place(step / 10, step / 10)
        parts += [
            f'<path d="M{x} {_TOP}V{_TOP + _SIDE}M{_LEFT} {y}H{_LEFT + _SIDE}" stroke="#ddd"/>',
            f'<text x="{x}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{step / 10:g}</text>',
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{step / 10:g}</text>',
        ]
    if diagonal:
        parts.append(f'<path d="{_path([(0.0, 0.0), (1.0, 1.0)])}" stroke="#999" fill="none" '
                     'stroke-dasharray="4"/>')  # fmt: skip
    middle = _TOP + _SIDE // 2
    parts += [
        f'<text x="{_LEFT + _SIDE // 2}" y="{_TOP + _SIDE + 34}" text-anchor="middle">'
        f"{escape(across)}</text>",
        f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">'
        f"{escape(up)}</text>",
    ]
    for number, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        line = _TOP + _SIDE + 56 + 18 * number
        parts += [
            f'<path d="{_path(curve)}" stroke="{colour}" fill="none" stroke-width="2"/>',
            f'<path d="M{_LEFT} {line - 4}h20" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{_LEFT + 28}" y="{line}">{escape(name)}</text>',
        ]
        if dots:
            places = (_place(x, y) for x, y in curve)
            parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _path(curve: Curve) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in (_place(*point) for point in curve))


def _place(x: float, y: float) -> tuple[float, float]:
    return round(_LEFT + _SIDE * x, 1), round(_TOP + _SIDE * (1 - y), 1)
