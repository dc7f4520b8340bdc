-- One user to try the service with: Authorization: Bearer demo-token
insert into app_user (id, name, email) values (1, 'Dana Demo', 'dana@example.org');

insert into api_token (token_hash, user_id, expires_at)
values (sha256(convert_to('demo-token', 'UTF8')), 1, 'infinity');

insert into residence (id, owner_id, name, address) values
  (1, 1, 'Town house', '12 Mill Lane, Ashford'),
  (2, 1, 'Lake cabin', '3 Shore Road, Windermere'),
  (3, 1, 'Rented flat', '48b Station Street, Leeds');

insert into task (id, residence_id, title, interval_days, due_on) values
  ( 1, 1, 'Replace the furnace filter',            90, date '2026-12-01'),
  ( 2, 1, 'Test the smoke alarms',                 30, date '2026-12-03'),
  ( 3, 1, 'Clean the gutters',                    180, date '2026-12-05'),
  ( 4, 1, 'Service the boiler',                   365, date '2026-12-08'),
  ( 5, 1, 'Bleed the radiators',                  365, date '2026-12-10'),
  ( 6, 1, 'Flush the water heater',               365, date '2026-12-12'),
  ( 7, 1, 'Descale the shower heads',             120, date '2026-12-15'),
  ( 8, 1, 'Check the roof after the storms',      180, date '2026-12-18'),
  ( 9, 2, 'Drain the outdoor taps',               365, date '2026-12-01'),
  (10, 2, 'Sweep the chimney',                    365, date '2026-12-06'),
  (11, 2, 'Oil the deck',                         365, date '2027-04-15'),
  (12, 2, 'Inspect the septic tank',              730, date '2027-05-01'),
  (13, 2, 'Check the jetty for rot',              180, date '2027-03-20'),
  (14, 2, 'Set mouse traps',                       60, date '2026-12-20'),
  (15, 3, 'Test the carbon monoxide alarm',        30, date '2026-12-02'),
  (16, 3, 'Clean the extractor fan',               90, date '2026-12-09'),
  (17, 3, 'Check the window seals',               365, date '2027-01-10'),
  (18, 3, 'Renew the gas safety certificate',     365, date '2027-02-01'),
  (19, 3, 'Regrout the bathroom tiles',           730, date '2027-06-01'),
  (20, 3, 'Vacuum behind the refrigerator',       180, date '2026-12-28');

insert into completion (id, task_id, done_on, note) values
  ( 1,  1, date '2026-06-04', 'Filter was grey already'),
  ( 2,  1, date '2026-09-02', ''),
  ( 3,  2, date '2026-10-04', 'Hall alarm has a new battery'),
  ( 4,  2, date '2026-11-03', ''),
  ( 5,  3, date '2026-06-08', 'A nest at the north corner, left alone'),
  ( 6,  4, date '2025-12-08', 'By Warmwell Heating'),
  ( 7,  5, date '2025-12-10', ''),
  ( 8,  6, date '2025-12-12', 'Anode replaced'),
  ( 9,  7, date '2026-08-17', ''),
  (10,  8, date '2026-06-21', 'Two slates slipped'),
  (11,  9, date '2025-12-01', ''),
  (12, 10, date '2025-12-06', 'By Sootless'),
  (13, 11, date '2026-04-18', 'Three litres'),
  (14, 14, date '2026-08-22', ''),
  (15, 14, date '2026-10-21', 'None caught'),
  (16, 15, date '2026-10-03', ''),
  (17, 15, date '2026-11-02', ''),
  (18, 16, date '2026-09-10', ''),
  (19, 17, date '2026-01-11', 'Kitchen window drafty'),
  (20, 18, date '2026-02-01', 'Certificate in the documents');

insert into contractor (id, owner_id, name, trade, phone) values
  (1, 1, 'Warmwell Heating', 'heating', '01632 960011'),
  (2, 1, 'Sootless', 'chimney sweep', '01632 960022'),
  (3, 1, 'Brightside Electrical', 'electrician', '01632 960033'),
  (4, 1, 'Dry & Sons', 'roofer', '01632 960044');

insert into document (id, residence_id, title, media_type, bytes) values
  (1, 1, 'Boiler manual', 'application/pdf', 2480112),
  (2, 1, 'House insurance', 'application/pdf', 310877),
  (3, 2, 'Septic tank plan', 'image/png', 804221),
  (4, 3, 'Gas safety certificate', 'application/pdf', 120934),
  (5, 3, 'Tenancy agreement', 'application/pdf', 540120);

-- The rows above have their ids written out; what is added later starts well above them.
alter table app_user   alter column id restart with 1000;
alter table residence  alter column id restart with 1000;
alter table task       alter column id restart with 1000;
alter table completion alter column id restart with 1000;
alter table contractor alter column id restart with 1000;
alter table document   alter column id restart with 1000;
