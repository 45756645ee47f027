"""The posts of ``tests/fixtures/corpus``, and what a careful human reads in each.

A third of the posts is held out: they were chosen at random before the reader had seen any, so
that what it gets right in them is no matter of having been mended for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.genres import Genre
from bot.reading.model import PostKind

CORPUS: Final = Path(__file__).parents[1] / "tests" / "fixtures" / "corpus"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelledScore(_Strict):
    """A score as the post states it; signs without empty ones are of five, grades of four."""

    value: float = Field(ge=0)
    scale: float = Field(gt=0)


class LabelledCast(_Strict):
    """An actor and the role, which is empty where only the actor is named."""

    actor: str = Field(min_length=1)
    role: str


class LabelledSection(_Strict):
    """A headed section that is neither fact box, synopsis, cast list nor plain opinion."""

    heading: str = Field(min_length=1)
    spoils_through: int | Literal["all"] | None


class Label(_Strict):
    """What a careful human reads in a post; what it does not state is None or empty.

    Attributes:
        url: Where the post would be, on a host that is nobody's.
        headline: The title that stands outside the text, as in a feed; None where it is inside.
        titles: The drama's title first, then its other names in Latin script.
        networks: As the post writes them.
        synopsis_starts: The plot's first words, in some posts.
        pictures: Addresses and captions of the sections' pictures, in order.
        held_out: Whether the reader's makers leave the post alone until the end.
    """

    is_review: bool
    kind: PostKind
    url: str = Field(pattern=r"^https://[\w.-]+\.example/")
    headline: str | None = None
    titles: tuple[str, ...]
    native_title: str | None
    native_language: Literal["ko", "ja", "zh-Hans", "zh-Hant", "th"] | None
    episodes: int | None = Field(gt=0)
    genres: tuple[Genre, ...]
    original_genres: tuple[str, ...]
    networks: tuple[str, ...]
    year: int | None = Field(ge=1950, le=2100)
    country: str | None = Field(pattern="^[A-Z]{2}$")
    score: LabelledScore | None
    verdict: str | None
    cast: tuple[LabelledCast, ...]
    synopsis_starts: str | None
    sections: tuple[LabelledSection, ...]
    featured_picture: str | None
    pictures: tuple[tuple[str, str], ...]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the corpus; ``media`` is what its file's name says."""

    name: str
    text: str
    media: Literal["text", "html"]
    label: Label


def load(folder: Path = CORPUS) -> list[Post]:
    """Return the corpus in the order of its names.

    Raises:
        ValueError: A label is not of the form.
    """
    posts = []
    for path in sorted(folder.glob("*.json")):
        label = Label.model_validate_json(path.read_text(encoding="utf-8"))
        html = path.with_suffix(".html")
        file = html if html.exists() else path.with_suffix(".txt")
        media: Literal["text", "html"] = "html" if file == html else "text"
        posts.append(Post(path.stem, file.read_text(encoding="utf-8"), media, label))
    return posts
