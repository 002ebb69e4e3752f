-- The history refuses UPDATE and DELETE, also from a stray analyst's session. No trigger may stand on the table it
-- writes to, so all of them write to one that never holds a row: error() raises first.
create table append_only (message varchar);

create trigger keep_runs before delete on runs for each statement
    insert into append_only select error('runs is append-only');
create trigger fix_runs before update on runs for each statement
    insert into append_only select error('runs is append-only');
create trigger keep_run_ends before delete on run_ends for each statement
    insert into append_only select error('run_ends is append-only');
create trigger fix_run_ends before update on run_ends for each statement
    insert into append_only select error('run_ends is append-only');
create trigger keep_feeds before delete on feeds for each statement
    insert into append_only select error('feeds is append-only');
create trigger fix_feeds before update on feeds for each statement
    insert into append_only select error('feeds is append-only');
create trigger keep_polls before delete on polls for each statement
    insert into append_only select error('polls is append-only');
create trigger fix_polls before update on polls for each statement
    insert into append_only select error('polls is append-only');
create trigger keep_articles before delete on articles for each statement
    insert into append_only select error('articles is append-only');
create trigger fix_articles before update on articles for each statement
    insert into append_only select error('articles is append-only');
create trigger keep_visits before delete on visits for each statement
    insert into append_only select error('visits is append-only');
create trigger fix_visits before update on visits for each statement
    insert into append_only select error('visits is append-only');
create trigger keep_versions before delete on versions for each statement
    insert into append_only select error('versions is append-only');
create trigger fix_versions before update on versions for each statement
    insert into append_only select error('versions is append-only');
create trigger keep_readings before delete on readings for each statement
    insert into append_only select error('readings is append-only');
create trigger fix_readings before update on readings for each statement
    insert into append_only select error('readings is append-only');
create trigger keep_claims before delete on claims for each statement
    insert into append_only select error('claims is append-only');
create trigger fix_claims before update on claims for each statement
    insert into append_only select error('claims is append-only');
create trigger keep_changes before delete on changes for each statement
    insert into append_only select error('changes is append-only');
create trigger fix_changes before update on changes for each statement
    insert into append_only select error('changes is append-only');
create trigger keep_alerts before delete on alerts for each statement
    insert into append_only select error('alerts is append-only');
create trigger fix_alerts before update on alerts for each statement
    insert into append_only select error('alerts is append-only');
create trigger keep_deliveries before delete on deliveries for each statement
    insert into append_only select error('deliveries is append-only');
create trigger fix_deliveries before update on deliveries for each statement
    insert into append_only select error('deliveries is append-only');
create trigger keep_issues before delete on issues for each statement
    insert into append_only select error('issues is append-only');
create trigger fix_issues before update on issues for each statement
    insert into append_only select error('issues is append-only');
