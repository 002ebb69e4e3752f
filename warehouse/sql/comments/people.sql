-- What the tables of people's marks and corrections mean; docs/marks.md tells how they come about.
comment on table alert_marks is 'One row per thing that a person said of an alert; the latest counts.';
comment on column alert_marks.mark is 'right, wrong, unsure, or seen (acknowledged without a verdict)';
comment on column alert_marks.marked_at is 'UTC';
comment on table corrections is 'One row per time a person corrected a claim, withdrew it or let it stand again; the latest counts.';
comment on column corrections.claim_id is 'the claim that the person looked at; see claim_corrections for all that it holds for';
comment on column corrections.action is 'corrected, withdrawn or restored';
comment on column corrections.fields is 'what was corrected: metric (with phase and increment), subject, value (low to interval_high), modality, source; the other columns say nothing';
comment on column corrections.corrected_at is 'UTC';
