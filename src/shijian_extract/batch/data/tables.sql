-- The tables that are not rendered from the record types.
CREATE TABLE articles (
    article BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    input VARCHAR,
    id VARCHAR,
    title VARCHAR,
    subtitle VARCHAR,
    authors VARCHAR[],
    outlet VARCHAR,
    published VARCHAR,
    published_from DATE,
    place VARCHAR,
    adcode VARCHAR,
    characters BIGINT,
    span_start BIGINT,
    span_end BIGINT,
    duplicate_of BIGINT,
    text VARCHAR
);
CREATE TABLE evidence (
    article BIGINT, record INTEGER, part INTEGER, start BIGINT, "end" BIGINT, text VARCHAR
);
CREATE TABLE failures (source VARCHAR NOT NULL, input VARCHAR, kind VARCHAR NOT NULL, why VARCHAR NOT NULL);
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    version VARCHAR,
    fingerprint VARCHAR,
    begun TIMESTAMP,
    seconds DOUBLE,
    sources VARCHAR[],
    workers INTEGER,
    articles BIGINT,
    records BIGINT,
    failures BIGINT,
    duplicates BIGINT,
    new_articles BIGINT,
    new_characters BIGINT
);
