-- How much a feed brought, by the stamps of its entries: it decides how soon the feed is asked again.
alter table polls add column count_new integer;
alter table polls add column count_restamped integer;
