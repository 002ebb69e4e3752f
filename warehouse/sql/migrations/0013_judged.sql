-- A change keeps how it was judged: its finding with the reasons, where it came from, and the event that it tells. What
-- waits for a second mention is told from these rows, and a changed policy is tried on them.
drop trigger keep_changes on changes;
drop trigger fix_changes on changes;
alter table changes add column finding varchar default '';
alter table changes add column origin varchar default 'publisher';
alter table changes add column event_key varchar default '';
alter table changes add column reasons varchar[] default [];
alter table changes add column notice varchar default '';
update changes set
    finding = case
        when change = 'drifted' then 'drift'
        when across = 'revisions' then 'silent_edit'
        else 'misquotation'
    end,
    origin = case
        when cause = 'technical' then 'technical'
        when decision_reason like '%is a baseline' then 'baseline'
        when decision_reason like 'an imported archive%' then 'archive'
        else 'publisher'
    end;
create trigger keep_changes before delete on changes for each statement
    insert into append_only select error('changes is append-only');
create trigger fix_changes before update on changes for each statement
    insert into append_only select error('changes is append-only');
