-- The tables. All are append-only and carry the watch; instants are timestamptz, and every session is in UTC.
-- Keys that we number are dense integers: a dense key index costs about 8 bytes a row, a hashed one about 90.
-- There are no foreign keys and no secondary indexes: DuckDB's open index bugs all need one or the other.
-- Words that other rooms own have no check here, because DuckDB can not change a check later.
create sequence article_ids;
create sequence version_ids;
create sequence claim_ids;
create sequence change_ids;
create sequence issue_ids;

-- One row per run that began.
create table runs (
    run_id varchar primary key,
    watch varchar not null,
    flow varchar not null,
    started_at timestamptz not null,
    code_version varchar not null
);

-- One row per run that ended.
create table run_ends (
    run_id varchar primary key,
    ended_at timestamptz not null,
    state varchar not null,
    counts json not null,
    error varchar
);

-- One row per definition of a feed.
create table feeds (
    watch varchar not null,
    feed_id varchar not null,
    outlet varchar not null,
    outlet_name varchar not null,
    publisher varchar not null,
    language varchar not null,
    country varchar not null,
    url varchar not null,
    first_seen_at timestamptz not null
);

-- One row per time a feed was asked.
create table polls (
    watch varchar not null,
    feed_id varchar not null,
    polled_at timestamptz not null,
    run_id varchar not null,
    outcome varchar not null,
    http_status smallint,
    etag varchar,
    last_modified varchar,
    body_sha256 varchar,
    count_entries integer,
    count_on_story integer,
    is_baseline boolean not null,
    error varchar
);

-- One row per article of a watch.
create table articles (
    article_id integer primary key,
    watch varchar not null,
    url varchar not null,
    outlet varchar not null,
    publisher varchar not null,
    language varchar not null,
    feed_id varchar,
    first_seen_at timestamptz not null,
    is_baseline boolean not null,
    unique (watch, url)
);

-- One row per time an article was asked for.
create table visits (
    watch varchar not null,
    article_id integer not null,
    visited_at timestamptz not null,
    run_id varchar not null,
    outcome varchar not null,
    http_status smallint,
    etag varchar,
    last_modified varchar,
    body_sha256 varchar,
    error varchar
);

-- One row per text that an article had. zstd by name: left to itself DuckDB chose a 12 times larger form.
create table versions (
    version_id integer primary key,
    article_id integer not null,
    watch varchar not null,
    outlet varchar not null,
    language varchar not null,
    version_no integer not null check (version_no >= 1),
    seen_at timestamptz not null,
    published_at timestamptz,
    modified_at timestamptz,
    content_hash varchar not null,
    hash_version varchar not null,
    title varchar not null,
    text varchar not null using compression zstd,
    authors varchar[] not null,
    raw_sha256 varchar,
    extractor varchar not null,
    cause varchar not null check (cause in ('published', 'technical')),
    run_id varchar not null,
    unique (article_id, version_no)
);

-- One row per version and rules that read it.
create table readings (
    watch varchar not null,
    version_id integer not null,
    rules_version varchar not null,
    read_at timestamptz not null,
    run_id varchar not null,
    count_claims integer not null,
    count_issues integer not null,
    primary key (version_id, rules_version)
);

-- One row per claim of a reading.
create table claims (
    claim_id bigint primary key,
    watch varchar not null,
    version_id integer not null,
    article_id integer not null,
    outlet varchar not null,
    publisher varchar not null,
    language varchar not null,
    seen_at timestamptz not null,
    published_at timestamptz,
    rules_version varchar not null,
    kind varchar not null,
    metric varchar not null,
    subject varchar not null,
    low double,
    high double,
    bound varchar,
    interval_low double,
    interval_high double,
    unit varchar,
    modality varchar not null,
    source varchar,
    source_text varchar,
    via varchar,
    chain varchar[] not null,
    phase varchar,
    increment varchar,
    role varchar,
    aggregation varchar,
    period varchar,
    as_of varchar,
    place varchar,
    is_given boolean not null,
    band varchar not null,
    reasons varchar[] not null,
    location varchar not null,
    start_offset integer not null,
    end_offset integer not null,
    quote varchar not null,
    sentence varchar not null,
    check (start_offset >= 0 and start_offset < end_offset),
    check (low <= high),
    check (interval_low <= interval_high)
);

-- One row per difference between two texts in one claim.
create table changes (
    change_id bigint primary key,
    watch varchar not null,
    seen_at timestamptz not null,
    run_id varchar not null,
    across varchar not null check (across in ('revisions', 'outlets')),
    cause varchar not null check (cause in ('publisher', 'technical')),
    metric varchar not null,
    change varchar not null,
    before_claim_id bigint,
    after_claim_id bigint,
    before_version_id integer,
    after_version_id integer,
    advises_alert boolean not null,
    why varchar not null,
    decision varchar not null,
    decision_reason varchar not null
);

-- One row per alert.
create table alerts (
    alert_key varchar primary key,
    watch varchar not null,
    question varchar not null,
    series varchar not null,
    kind varchar not null,
    severity varchar not null,
    raised_at timestamptz not null,
    run_id varchar not null,
    headline varchar not null,
    event_key varchar not null,
    payload json not null
);

-- One row per attempt to deliver an alert by a channel.
create table deliveries (
    alert_key varchar not null,
    watch varchar not null,
    channel varchar not null,
    attempt integer not null check (attempt >= 1),
    tried_at timestamptz not null,
    state varchar not null check (state in ('sent', 'failed')),
    error varchar,
    primary key (alert_key, channel, attempt)
);

-- One row per thing that could not be fetched or read.
create table issues (
    issue_id bigint primary key,
    watch varchar not null,
    run_id varchar not null,
    found_at timestamptz not null,
    location varchar not null,
    kind varchar not null,
    url varchar,
    text varchar not null
);
