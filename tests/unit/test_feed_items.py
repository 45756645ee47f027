from bot.reading.feeds.model import FeedItem
from bot.services.feed_items import read_item

HTML = """<p>Genre: Romance</p><p>Episodes: 16</p><p>Overall: 8/10 (tender)</p>
<h3>The ending</h3><p>They part at the station, and I wept.</p>
<figure><img src="pictures/station.jpg"><figcaption>The station</figcaption></figure>"""


def test_relative_addresses_are_those_of_the_feed_s_base():
    item = FeedItem(
        guid="1",
        url="https://blog.example/2026/paper-key/",
        title="Review: Paper Key",
        html=HTML,
        base_url="https://media.example/",
        summary="",
        author=None,
        published=None,
        updated=None,
        categories=(),
        pictures=(),
        is_excerpt=False,
    )
    (section,) = read_item(item).sections
    assert [picture.url for picture in section.pictures] == [
        "https://media.example/pictures/station.jpg"
    ]
