"""Charts as inline SVG, drawn when the page is written: no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import pygal
from pygal.style import Style

# Okabe and Ito's colours, told apart with any colour vision; darkened to 3:1 against white.
VOLUME: Final = ("#0072b2", "#8fa5b7", "#c05a00")  # with events, without, turned away: as in the accounting bar
COLORS: Final = ("#0072b2", "#c05a00", "#00795a", "#a0508a", "#5b6770", "#946c00")
FONT: Final = "system-ui, 'Segoe UI', Tahoma, 'Noto Naskh Arabic', 'Noto Sans Arabic', sans-serif"
_SCRIPT = re.compile(r"<script\b.*?</script>|<script\b[^>]*/>", re.S)
_LOOK: Final[dict[str, Any]] = {
    "background": "transparent",
    "plot_background": "transparent",
    "foreground": "#3d4852",
    "foreground_strong": "#1d2733",
    "foreground_subtle": "#5b6770",
    "font_family": FONT,
    "label_font_size": 11,
    "major_label_font_size": 11,
    "legend_font_size": 12,
    "value_font_size": 11,
    "tooltip_font_size": 11,
    "no_data_font_size": 14,
    "opacity": "0.92",
    "opacity_hover": "1",
    "guide_stroke_color": "#d8dee6",
    "major_guide_stroke_color": "#d8dee6",
    "guide_stroke_dasharray": "1,3",
}


def stacked(labels: Sequence[str], series: Mapping[str, Sequence[float]], name: str, rtl: bool) -> str:
    """Stacked bars, one a label, as an SVG element with `name` as its accessible name."""
    options = _options(labels, rtl) | {"style": Style(**_LOOK, colors=VOLUME)}
    chart = pygal.StackedBar(**options, height=260, spacing=8)
    return _drawn(chart, labels, series, name, rtl)


def lines(labels: Sequence[str], series: Mapping[str, Sequence[float | None]], name: str, rtl: bool) -> str:
    """Lines of shares (0…1, shown in per cent) over the labels, as an SVG element."""
    chart = pygal.Line(**_options(labels, rtl), height=280, dots_size=2.5, stroke_style={"width": 2.2},
                       value_formatter=lambda v: f"{v:.0f} %", range=(0, 100))  # fmt: skip
    percent = {key: [None if v is None else 100 * v for v in values] for key, values in series.items()}
    return _drawn(chart, labels, percent, name, rtl)


def bars(labels: Sequence[str], series: Mapping[str, Sequence[float]], name: str, rtl: bool) -> str:
    """Horizontal bars in per cent, one row a label, as an SVG element; always read from the left."""
    size = {"width": 540, "height": 140 + 34 * len(labels), "margin_bottom": 44}
    chart = pygal.HorizontalBar(**_options(labels, False) | size, spacing=8,
                                value_formatter=lambda v: f"{v:.0f} %")  # fmt: skip
    percent = {key: [100 * v for v in values][::-1] for key, values in series.items()}
    return _drawn(chart, labels[::-1], percent, name, False)


def _options(labels: Sequence[str], rtl: bool) -> dict[str, Any]:
    step = max(1, len(labels) // 10)
    return {
        "style": Style(**_LOOK, colors=COLORS),
        "width": 860,
        "js": (),
        "explicit_size": False,
        "show_legend": True,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 3,
        "margin": 8,
        "margin_right": 40,
        "show_minor_x_labels": False,
        "x_labels_major_every": step,
        "truncate_label": 40,
        "truncate_legend": 40,
        "disable_xml_declaration": True,
        "print_values": False,
        "no_data_text": "—",
        "classes": ("chart", "rtl") if rtl else ("chart",),
    }


def _drawn(chart: Any, labels: Sequence[str], series: Mapping[str, Sequence[Any]], name: str, rtl: bool) -> str:
    chart.x_labels = list(labels[::-1]) if rtl else list(labels)
    for key, values in series.items():
        chart.add(key, list(values[::-1]) if rtl else list(values))
    drawn = _SCRIPT.sub("", chart.render(is_unicode=True))
    drawn = re.sub(r"<\?xml[^>]*\?>|<!--.*?-->|<title>.*?</title>|<desc\b.*?</desc>", "", drawn, flags=re.S)
    drawn = re.sub(r"chart-[0-9a-f-]{36}", f"chart-{sha256(name.encode()).hexdigest()[:8]}", drawn)
    label = name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return re.sub(r"<svg\b", f'<svg role="img" aria-label="{label}" focusable="false"', drawn, count=1)
