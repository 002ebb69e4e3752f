"""What a watch says of how outlets are asked holds for its runs."""

from dataclasses import replace

import pytest

from flows.errors import ConfigError
from flows.keepers import Keeper
from flows.outlets.asking import Asking, CookieSetting
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, LEDGER, MONDAY, SEOUL, Newsstand, feed_url, host_of, page_url


def test_who_opted_out_is_not_asked_by_a_run_and_the_rest_is(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(LEDGER, COURIER)
    asking = Asking(opt_out=(host_of(LEDGER),))
    ended = replace(office, watch=replace(office.watch, asking=asking)).collect(MONDAY)
    assert ended.counts["versions"] == 1
    assert (stand.count(feed_url(LEDGER)), stand.count(page_url(COURIER, "toll"))) == (0, 1)
    assert office.rows("select location, kind from issues") == [(LEDGER, "opt_out")]
    assert not [url for (url,) in office.rows("select url from requests") if host_of(LEDGER) in str(url)]


def test_a_run_whose_secret_is_not_set_ends_before_it_begins(desk: MakeDesk, stand: Newsstand) -> None:
    office = desk(COURIER)
    asking = Asking(cookies=(CookieSetting(host=host_of(COURIER), kept=Keeper(name="DESK_COURIER_COOKIE")),))
    with pytest.raises(ConfigError, match="DESK_COURIER_COOKIE is not set"):
        replace(office, watch=replace(office.watch, asking=asking)).collect(MONDAY)
    assert stand.asked == []
