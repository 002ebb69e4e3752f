from extractors.posts import MARK, without_marks
from tests.extractors.test_pages import article_of, html

LD = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Ice in the bay"}</script>'
LEAD = "All day we tell here what the harbour master and the lines say about the ice."

Said = tuple[int, int, str]
"""A post as the day and hour in UTC, and its words."""

DAWN: Said = (27, 7, "The first ferry left the quay with forty people on board, two hours late.")
NOON: Said = (27, 12, "The harbour master said that 340 people were waiting for the second one.")
DUSK: Said = (27, 17, "Two icebreakers have reached the bay, and the second ferry may leave tonight.")
NIGHT: Said = (27, 22, "The second ferry left with everybody on board, an hour before midnight.")


def post(said: Said, *, zone: str = "+00:00", name: str = "") -> str:
    day, hour, text = said
    shift = int(zone[:3])
    time = f"2025-01-{day}T{hour + shift:02d}:05:00{zone}"
    name = name or f"{day}{hour}"
    return f'<section class="post" id="post-{name}"><time datetime="{time}">now</time><p>{text}</p></section>'


def blog(*posts: str, lead: str = LEAD) -> str:
    return html(head=LD, prose=(), after=f"<div class='stream'><p>{lead}</p>{''.join(posts)}</div>")


def text_of(*posts: str, lead: str = LEAD) -> str:
    return article_of(blog(*posts, lead=lead)).text


def told(*said: Said) -> str:
    posts = ((f"{MARK}2025-01-{day} {hour:02d}:05 UTC", text) for day, hour, text in said)
    return "\n\n".join((LEAD, *(line for post in posts for line in post)))


def marks(text: str) -> list[str]:
    return [line.removeprefix(MARK) for line in text.split("\n\n") if line.startswith(MARK)]


def test_posts_are_kept_apart_by_their_times_oldest_first() -> None:
    assert text_of(post(DUSK), post(NOON), post(DAWN)) == told(DAWN, NOON, DUSK)


def test_the_order_on_the_page_the_zone_and_the_ids_mean_nothing() -> None:
    ways = {
        text_of(post(DUSK), post(NOON), post(DAWN)),
        text_of(post(DAWN), post(NOON), post(DUSK)),
        text_of(post(NOON, zone="+02:00"), post(DUSK, name="8f3a"), post(DAWN)),
    }
    assert len(ways) == 1


def test_a_new_post_and_an_edited_one_change_nothing_else() -> None:
    before = text_of(post(DUSK), post(NOON), post(DAWN)).split("\n\n")
    after = text_of(post(NIGHT), post(DUSK), post((27, 12, NOON[2].replace("340", "430"))), post(DAWN)).split("\n\n")
    assert after[:4] + after[5:7] == before[:4] + before[5:]
    assert after[4] == before[4].replace("340", "430")
    assert after[7:] == [f"{MARK}2025-01-27 22:05 UTC", NIGHT[2]]


def test_posts_without_times_keep_their_order_and_are_known_by_id_or_beginning() -> None:
    posts = (f'<section id="post-{n}"><p>{said[2]}</p></section>' for n, said in enumerate((DAWN, NOON)))
    assert marks(text_of(*posts, post(NIGHT))) == ["post-0", "post-1", "2025-01-27 22:05 UTC"]
    nameless = [f'<section class="live-post"><p>{said[2]}</p></section>' for said in (DUSK, NOON, DAWN)]
    edited = nameless[1].replace("second one", "next one")
    first = marks(text_of(*nameless))
    assert len(set(first)) == 3
    assert marks(text_of(nameless[0], edited, nameless[2])) == first


def test_a_blog_with_two_posts_is_an_ordinary_article() -> None:
    assert MARK not in text_of(post(DAWN), post(NOON))


def test_marks_can_be_taken_out() -> None:
    assert without_marks(told(DAWN)).split() == f"{LEAD} {DAWN[2]}".split()
