CREATE TABLE author (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id bigint PRIMARY KEY, title text NOT NULL, author_id bigint REFERENCES author);
INSERT INTO author (name) SELECT 'author ' || i FROM generate_series(1, 8) i;
INSERT INTO book SELECT i, 'book ' || i, 1 + i % 8 FROM generate_series(1, 20) i;
-- What the migration itself ran under.
CREATE TABLE migrated AS SELECT current_setting('statement_timeout') AS statement_timeout;
