from flows.coverage.press import Press
from flows.coverage.watch import STORY, WATCH_ID, coverage_watch
from flows.watching.loading import load_watch


def test_the_watch_has_the_real_story_and_a_feed_for_each_made_up_outlet(shipped: Press) -> None:
    watch = coverage_watch(shipped)
    assert (watch.id, watch.story) == (WATCH_ID, load_watch(STORY).story)
    assert [feed.id for feed in watch.feeds] == [title.outlet.id for title in shipped.titles]
    assert {feed.url for feed in watch.feeds} == {f"http://{host}/feed.xml" for host in shipped.hosts}


def test_no_real_feed_is_left_in_it(shipped: Press) -> None:
    real = {feed.url for feed in load_watch(STORY).feeds}
    assert real
    assert real.isdisjoint(feed.url for feed in coverage_watch(shipped).feeds)
