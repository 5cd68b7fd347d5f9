"""Which rows of a page are its furniture, and where a second article begins."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.phrases import MENU_REASON, family_of
from index.rows import (
    CREDIT,
    NAME,
    NUMBERED,
    Row,
    is_byline,
    is_contact,
    is_dateline,
    is_stamp,
    words_of,
)
from index.text import canonical

PICTURE = "chữ thay hình"
_ALT_SUFFIX = re.compile(
    r"\s*[-–—]\s*(?:(?:hình|ảnh|hình ảnh|photo|image|picture)\s*(?:số\s*)?)?\d{1,3}\.?$"
)
_SITE_SUFFIX = re.compile(r"\s+[-–—|•]\s+[^-–—|•]{2,40}$")
_TEMPERATURE = re.compile(r"[-+]?\b\d{1,2}(?:[.,]\d)?\s?[°º]\s?[Cc]?(?!\w)")
_FOOTER_LINES = 15  # "All rights reserved" further up is a licence, not a page's foot
_ARROWS = re.compile(r"(?:>{2,}|»|›)\s*(?=[^\W\d_])")
_FOLLOW_US = re.compile(r"(?:theo dõi|follow) (?:báo |kênh |trang )?(?P<site>.{1,30}) (?:trên|on)")


def find_furniture(rows: Sequence[Row]) -> dict[int, str]:
    """Give the reason for each row that is furniture."""
    opens: dict[int, str] = {}
    dropped: dict[int, str] = {}

    def apply(where: str, among: Iterable[int], *, silent: bool = False) -> None:
        for i in among:
            family = None if i in dropped else family_of(rows[i], where)
            if family is not None:
                dropped[i] = family.reason
                opens[i] = "" if silent else family.opens

    apply("anywhere", range(len(rows)))
    apply("tail", range(max(_edges(rows, dropped)[1], len(rows) - _FOOTER_LINES), len(rows)))
    for rule in (_follow_us, _doubled, _alternative_texts, _site_in_title, _contact_bar, _related):
        dropped |= rule(rows)
    if _is_heading(rows, dropped, opens):
        dropped = {}
    if dropped:
        apply("page", range(len(rows)))
        dropped |= _repeated(rows, dropped) | _lower_case_alternative_texts(rows, dropped)
        dropped |= _above_the_menu(rows, dropped)
        _drop_under_labels(rows, dropped, opens)
        borders = [0, *second_articles(rows, dropped), len(rows)]
        edges = [_edges(rows, dropped, start, end) for start, end in pairwise(borders)]
        for (start, end), (head, tail) in zip(pairwise(borders), edges, strict=True):
            apply("edge", range(start, head), silent=True)
            apply("edge", range(tail, end))
            dropped |= _weather_bar(rows, [*range(start, head), *range(tail, end)])
        _drop_under_labels(rows, dropped, opens)
        for (_, tail), end in zip(edges, borders[1:], strict=True):
            dropped |= _after_the_end(rows, dropped, tail, end)
    return dropped | _leads_said_again(rows, dropped)


def _edges(
    rows: Sequence[Row], dropped: dict[int, str], start: int = 0, end: int | None = None
) -> tuple[int, int]:
    """Give the first row of prose and the row after the last: outside are the page's edges."""
    end = len(rows) if end is None else end

    def solid(i: int) -> bool:
        if i in dropped or not rows[i].prose:
            return False
        return not any(family_of(rows[i], where) for where in ("tail", "edge"))

    first = next((i for i in range(start, end) if solid(i)), None)
    if first is None:
        return start, end
    return first, 1 + next(i for i in range(end - 1, start - 1, -1) if solid(i))


# ------------------------------------------------------------------------------ furniture by shape


def _follow_us(rows: Sequence[Row]) -> dict[int, str]:
    """Find "Theo dõi VGT trên": a name in capitals, then the icons that were not copied."""
    found = {}
    for i, row in enumerate(rows):
        match = _FOLLOW_US.fullmatch(row.form)
        if match and all(word[:1].isupper() for word in row.text.split()[2:-1]):
            found[i] = "nút theo dõi, chia sẻ trang"
    return found


def _doubled(rows: Sequence[Row]) -> dict[int, str]:
    """Find headlines printed twice in one line, as a link's text and its title."""
    found = {}
    for i, row in enumerate(rows):
        middle = len(row.form) // 2
        first, second = row.form[:middle].strip(), row.form[middle:].strip()
        glued = 2 * len(first) == len(row.form)
        # A space between them may be a refrain: "như có Bác … như có Bác …".
        if (
            first == second
            and first.count(" ") >= (3 if glued else 8)
            and (glued or not row.finished)
        ):
            found[i] = "nhan đề in hai lần trên một dòng"
    return found


def _alternative_texts(rows: Sequence[Row]) -> dict[int, str]:
    """Find headlines with the number of a picture: "Về tính chủ động … - Hình 1"."""
    known = {row.form for row in rows if row.words >= 5}
    found = {}
    for i, row in enumerate(rows):
        headline = _ALT_SUFFIX.sub("", row.form)
        if headline != row.form and headline in known:
            found[i] = f"{PICTURE}: nhan đề và số của hình"
    return found


def _site_in_title(rows: Sequence[Row]) -> dict[int, str]:
    """Find the browser's title, headline and site, above the headline itself."""
    found = {}
    known = {row.form for row in rows[:12]}
    for i, row in enumerate(rows[:8]):
        headline = _SITE_SUFFIX.sub("", row.form)
        numbered = _ALT_SUFFIX.search(row.form)
        if headline in known and headline.count(" ") >= 3 and headline != row.form and not numbered:
            found[i] = "nhan đề của trình duyệt, lặp lại nhan đề của bài"
    return found


def _contact_bar(rows: Sequence[Row]) -> dict[int, str]:
    """Find the site's e-mail and telephone, without a label, above the title."""
    found = {}
    for i, row in enumerate(rows[:3]):
        if not is_contact(row) or row.form.startswith(("http", "www.")):
            break
        found[i] = "dòng liên hệ của trang, ở trên nhan đề"
    below = rows[len(found) : len(found) + 4]
    # A directory may begin so: there must be a headline below, and prose under it.
    if not (below and below[0].headline and any(row.prose for row in below)):
        return {}
    return found


def _weather_bar(rows: Sequence[Row], edge: Sequence[int]) -> dict[int, str]:
    """Find "Hà Nội 24°C", a place and its temperature, above or below the text."""
    places = {
        i: _TEMPERATURE.sub("", re.sub(r"^[Tt]hời tiết\s*:?\s*", "", row.text)).strip(" ,:|-–")
        for i, row in enumerate(rows)
        if row.form and row.words <= 8 and _TEMPERATURE.search(row.text)
    }
    # Several of them are a weather report.
    if len(places) > 2:
        return {}
    return {
        i: "thời tiết, ở rìa trang"
        for i, place in places.items()
        if i in edge and NAME.fullmatch(place)
    }


def _related(rows: Sequence[Row]) -> dict[int, str]:
    """Find headlines of other articles: above the text with a separator, or behind arrows."""
    found = {}
    for i, row in enumerate(rows[:-1]):
        if not row.form or row.words < 4 or row.wrapped:
            continue
        above = i < 5 and not any(other.prose for other in rows[:i])
        table = row.text.startswith("|") or "|" in rows[i + 1].text
        if above and re.search(r"\s[|»›•]$|>>$", row.text) and not table:
            found[i] = "nhan đề của tin khác, ở trên bài"
        elif _ARROWS.match(row.text) and not row.finished and not row.form.isascii():
            found[i] = "nhãn dẫn sang bài khác"
    return found


def _above_the_menu(rows: Sequence[Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find what stands above the menu or the breadcrumb: no article begins there."""
    head, _ = _edges(rows, dropped)
    menus = [i for i in range(head) if dropped.get(i) == MENU_REASON]
    if not menus or menus[-1] + 1 >= len(rows):
        return {}
    return {
        i: "nằm trên trình đơn của trang"
        for i in range(menus[-1])
        if i not in dropped and not rows[i].finished
    }


def _repeated(rows: Sequence[Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find lines printed again right below, and the headline again further down."""
    found = {}
    kept = [i for i in range(len(rows)) if i not in dropped and rows[i].form]
    headline = rows[kept[0]] if kept and rows[kept[0]].headline else None
    for before, i in pairwise(kept):
        if rows[i].form == rows[before].form and re.search(r"[^\W\d_]{2}", rows[i].form):
            found[i] = "lặp lại dòng trước"
        elif headline and rows[i].form == headline.form:
            found[i] = "lặp lại nhan đề"
    return found


def _lower_case_alternative_texts(rows: Sequence[Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find file names as alt texts: "phó bí thư hà nội", said with capitals in the lines below."""
    found = {}
    for i, row in enumerate(rows[:-1]):
        below = rows[i + 1 : i + 3]
        if (
            i not in dropped
            and row.apart
            and below[0].apart
            and 2 <= row.words <= 12
            and canonical(row.text) == row.form
            and not row.finished
            and (i == 0 or rows[i - 1].finished or i - 1 in dropped)
        ):
            words = set(row.form.split())
            said = {word for other in below for word in words_of(other.text)}
            capitals = {word.lower() for word in said if word[0].isupper()}
            if words <= {word.lower() for word in said} and len(words & capitals) >= 2:
                found[i] = f"{PICTURE}: viết thường, lặp lại chú thích"
    return found


def _leads_said_again(rows: Sequence[Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find leads whose words open the next paragraph too, or are it: nothing is lost."""
    found = {}
    kept = [i for i in range(len(rows)) if i not in dropped]
    for i, after in pairwise(kept):
        row, below = rows[i], rows[after]
        enough = row.words >= (8 if len(row.text) < len(below.text) else 20)
        alike = row.text[:2] == below.text[:2] and len(row.text) <= len(below.text)
        # A numbered clause that opens like the next one is a clause of its own.
        if enough and alike and row.finished and not NUMBERED.match(row.form):
            lead = " ".join(canonical(row.text).split())
            if " ".join(canonical(below.text[: len(row.text) + 40]).split()).startswith(lead):
                found[i] = "câu dẫn, được lặp nguyên văn ở đầu đoạn sau"
    return found


# --------------------------------------------------------------------- what stands under a label


def _is_heading(rows: Sequence[Row], dropped: dict[int, str], opens: dict[int, str]) -> bool:
    """Say whether the only sign of a web page is a label with text below: a heading of a document.

    "Gửi bình luận" ends a page, and is a chapter of a manual.
    """
    forms = {rows[i].form for i in dropped}
    if len(forms) != 1 or any(opens.get(i) != "end" for i in dropped):
        return False
    return any(row.prose or row.finished for row in rows[min(dropped) + 1 :])


def _drop_under_labels(rows: Sequence[Row], dropped: dict[int, str], opens: dict[int, str]) -> None:
    """Drop what follows a label, "Tin liên quan" or "Gửi bình luận", until prose resumes."""
    i = first_prose = 0
    while i < len(rows):
        label = opens.get(i, "")
        i += 1
        if not label:
            continue
        while first_prose < i and (first_prose in dropped or not rows[first_prose].prose):
            first_prose += 1
        in_head = first_prose == i
        # Under the title there are counters ("3 bình luận") with the whole article below.
        if in_head and label == "end":
            continue
        after = _resumes(rows, i, label)
        if in_head and not (after < len(rows) and _begins_dated_article(rows, after)):
            after = next((j for j in range(after - 1, i - 1, -1) if rows[j].headline), after)
        for j in range(i, after):
            dropped.setdefault(j, f"nằm dưới «{' '.join(rows[i - 1].text.split())}»")
        i = max(i, after)


def _resumes(rows: Sequence[Row], start: int, label: str) -> int:
    """Find where the article goes on below a label, or another article begins."""
    needed = 2 if label == "list" else 3
    teasers = headlines = 0
    for i in range(start, len(rows)):
        if _begins_article(rows, i) or _begins_dated_article(rows, i):
            return i
        run = rows[i : i + needed]
        if len(run) == needed and all(_solid(row) for row in run):
            return i
        if label == "list" and _solid(rows[i]):
            long = len(rows[i].text) >= 350
            below = rows[i + 1] if i + 1 < len(rows) else None
            last = below is None or (not below.headline and not is_stamp(below))
            if long or i == start or (last and headlines and not teasers and below is not None):
                return i
            teasers += 1
        headlines += rows[i].headline
    return len(rows)


def _solid(row: Row) -> bool:
    return row.prose and (row.wrapped or len(row.text) >= 80) and family_of(row, "anywhere") is None


def _after_the_end(
    rows: Sequence[Row], dropped: dict[int, str], tail: int, end: int
) -> dict[int, str]:
    """Find slogans and buttons nobody listed, among the furniture at the page's end."""
    found = {}
    ended = False
    for i in range(tail, end):
        if i in dropped:
            ended = True
        elif ended and not rows[i].finished and not is_byline(rows[i]):
            found[i] = "nằm giữa các nút, nhãn ở cuối trang"
    return found


# -------------------------------------------------------------------------------- second articles


def _begins_article(rows: Sequence[Row], i: int) -> bool:
    """Say whether a headline has three paragraphs below, which speak of the same thing."""
    if not rows[i].headline or not rows[i].apart:
        return False
    below = [row for row in rows[i + 1 : i + 9] if not _ALT_SUFFIX.search(row.form)][:5]
    prose = [row for row in below if _solid(row)]
    if len(prose) < 3 or not (below[0].prose or below[1].prose):
        return False
    said = {word.lower() for row in prose for word in words_of(row.text[:2000])}
    words = {word.lower() for word in words_of(rows[i].text)}
    return len(words & said) >= 0.6 * len(words)


def _begins_dated_article(rows: Sequence[Row], i: int) -> bool:
    """Say whether a headline has a time stamp below, and right below it two paragraphs.

    Comments have a name above their time stamp, and lists of other news at most a teaser below.
    """
    if not rows[i].headline or rows[i].prose or is_byline(rows[i]) or is_dateline(rows[i]):
        return False
    below = rows[i + 1 : i + 6]
    first = next((j for j, row in enumerate(below) if row.prose), len(below))
    between, prose = below[:first], below[first : first + 2]
    if len(prose) < 2 or not all(_solid(row) for row in prose):
        return False
    if not any(is_dateline(row) for row in between) or not all(
        is_dateline(row) or is_byline(row) or row.words <= 3 for row in between
    ):
        return False
    said = {word.lower() for row in prose for word in words_of(row.text[:2000])}
    words = {word.lower() for word in words_of(rows[i].text)}
    return len(words & said) >= 0.3 * len(words)


def second_articles(rows: Sequence[Row], dropped: dict[int, str]) -> list[int]:
    """Find the headlines where another article of the same page begins."""
    if not dropped or any(row.text.startswith("#") for row in rows):
        return []  # no web page, or Markdown with its own headings
    kept = [i for i in range(len(rows)) if i not in dropped]
    alternative = {_ALT_SUFFIX.sub("", rows[i].form) for i in dropped if rows[i].form}
    found: list[int] = []
    for before, i in pairwise(kept):
        first = found[-1] if found else kept[0]
        if sum(rows[j].prose for j in kept if first <= j < i) < 2:
            continue
        between = [dropped[j].startswith("nằm dưới") for j in range(before + 1, i)]
        if any(between) and _begins_dated_article(rows, i):
            found.append(i)
            continue
        if not _begins_article(rows, i):
            continue
        above = rows[before]
        closed = above.text.rstrip().endswith("./.") or bool(CREDIT.fullmatch(above.form))
        furniture_above = bool(between) and between[-1]
        if closed or furniture_above or (is_byline(above) and rows[i].form in alternative):
            found.append(i)
    return found
