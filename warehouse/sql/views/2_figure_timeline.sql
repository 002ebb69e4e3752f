-- One row per figure that an article told, at the first version that told it.
create or replace view figure_timeline as
with newest as (
    select article_id, max(version_no) as version_no
    from versions
    group by article_id
),
told as (
    select
        c.watch, c.article_id, c.metric, c.subject, c.phase, c.increment, c.period, c.source, c.modality, c.low, c.high, c.bound, c.unit,
        arg_min(
            {
                'claim_id': c.claim_id, 'seen_at': c.seen_at, 'published_at': c.published_at,
                'outlet': c.outlet, 'language': c.language,
                'interval_low': c.interval_low, 'interval_high': c.interval_high,
                'band': c.band, 'is_given': c.is_given, 'quote': c.quote, 'sentence': c.sentence,
                'url': c.url, 'version_no': c.version_no
            },
            c.claim_id
        ) as first,
        max(c.version_no) as last_version_no
    from claim_history as c
    where c.kind = 'figure' and not list_contains(c.reasons, 'proposed_by_model')
    group by c.watch, c.article_id, c.metric, c.subject, c.phase, c.increment, c.period, c.source, c.modality, c.low, c.high, c.bound, c.unit
)
select
    t.first.claim_id as claim_id,
    t.watch,
    case
        when t.first.version_no = 1 then coalesce(t.first.published_at, t.first.seen_at)
        else t.first.seen_at
    end as told_at,
    t.first.seen_at as seen_at,
    t.metric, t.subject, t.phase, t.increment, t.period,
    t.first.outlet as outlet,
    t.first.language as language,
    t.source, t.modality, t.low, t.high, t.bound,
    t.first.interval_low as interval_low,
    t.first.interval_high as interval_high,
    t.unit,
    t.first.band as band,
    t.first.is_given as is_given,
    t.first.quote as quote,
    t.first.sentence as sentence,
    t.first.url as url,
    t.first.version_no as version_no,
    t.last_version_no = n.version_no as is_latest
from told as t
join newest as n on n.article_id = t.article_id;
comment on view figure_timeline is 'One row per figure that an article told, at the first version that told it.';
comment on column figure_timeline.low is 'what is said, in unit; null is an open end or no number';
comment on column figure_timeline.high is 'what is said, in unit; null is an open end or no number';
comment on column figure_timeline.unit is 'null for persons';
comment on column figure_timeline.seen_at is 'UTC, when we first saw the text';
comment on column figure_timeline.told_at is 'UTC: published_at for a first version where the page gives it, else seen_at';
comment on column figure_timeline.is_latest is 'the newest version still tells it';
