-- The index of a store: what answers questions of stores that are too large to be read each time. It is worked out from
-- the JSON store, which stays the truth, and is made anew whenever the store, the program or this schema is another.
--
-- Records are kept as compact JSON; beside them stand only the columns that questions are asked of. Facts have the
-- numbers of the order of their ids, with room between them for facts to come. Dates without a marking are EDTF texts.

-- What the index was built from, one row a key. Written last: an index without it is none.
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY, -- fingerprint, store, digest, seconds
  value TEXT NOT NULL -- JSON
) WITHOUT ROWID;

-- Facts, as questions see them.
CREATE TABLE facts (
  n INTEGER PRIMARY KEY, -- number of the fact, in the order of the ids
  id TEXT NOT NULL, -- a-z, 0-9 and hyphens
  company TEXT NOT NULL, -- subject: an organization
  project TEXT, -- the deal or asset it belongs to
  kind TEXT NOT NULL, -- investment, licence, launch …
  measure TEXT, -- what is counted or dated
  status TEXT NOT NULL, -- planned, announced, under-way, completed, cancelled, reported
  rank TEXT NOT NULL, -- preferred, normal, deprecated
  "when" TEXT, -- EDTF
  earliest TEXT, -- first day that the date may mean, ISO; NULL where it is open or there is no date
  latest TEXT, -- last day that the date may mean, ISO; NULL where it is open or there is no date
  day INTEGER NOT NULL, -- first day as written, counted from 1 January of year 1; 9999999 without a date
  reach INTEGER NOT NULL, -- last day as written, counted in the same way and negative: the less precise comes first
  period TEXT, -- the year that a timeline files it under: 2014, 201X
  unit TEXT, -- ISO 4217 currency or what is counted; NULL without an amount
  currency INTEGER, -- 1 where the unit is money
  value, -- the figure
  low, -- least number that the amount may mean; NULL where it is open
  low_closed INTEGER, -- 1 where that number itself may be meant
  high, -- greatest number that the amount may mean; NULL where it is open
  high_closed INTEGER, -- 1 where that number itself may be meant
  odd INTEGER NOT NULL, -- 1 where a figure has more digits than a database holds: only the program can compare it
  sources INTEGER NOT NULL, -- distinct sources that support it
  against INTEGER NOT NULL, -- distinct sources that only speak against it
  origins INTEGER NOT NULL, -- independent voices behind it
  self_reported INTEGER NOT NULL, -- 1 where the only voice is the company itself
  quality INTEGER NOT NULL, -- grade of its sources, 1 to 5
  disputed INTEGER NOT NULL, -- 1 where it takes part in a dispute
  recency INTEGER NOT NULL -- the greater, the more recent is the figure; plans and what is deprecated come last
);

-- The facts themselves.
CREATE TABLE bodies (
  n INTEGER PRIMARY KEY, -- number of the fact
  fact BLOB NOT NULL, -- the record as compact JSON, with its id
  derived BLOB NOT NULL, -- what follows from it, as the members that a JSON answer adds to it, with the closing brace
  voices BLOB NOT NULL -- names of the independent voices behind it, a JSON list
);

-- Who takes part in a fact: its subject and its parties, each once.
CREATE TABLE participants (
  organization TEXT NOT NULL, -- who
  n INTEGER NOT NULL, -- number of the fact
  PRIMARY KEY (organization, n)
) WITHOUT ROWID;

-- Places of facts.
CREATE TABLE places (
  place TEXT NOT NULL, -- as the store has it
  n INTEGER NOT NULL, -- number of the fact
  PRIMARY KEY (place, n)
) WITHOUT ROWID;

-- Tags of facts.
CREATE TABLE tags (
  tag TEXT NOT NULL, -- as the store has it
  n INTEGER NOT NULL, -- number of the fact
  PRIMARY KEY (tag, n)
) WITHOUT ROWID;

-- Which source is evidence for (or against) a fact; how, and in which words, stands in the fact itself.
CREATE TABLE evidence (
  source TEXT NOT NULL, -- a source
  n INTEGER NOT NULL, -- number of the fact
  PRIMARY KEY (source, n)
) WITHOUT ROWID;

-- Anyone a fact is about or who says something.
CREATE TABLE organizations (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  record BLOB NOT NULL -- JSON, with its id
) WITHOUT ROWID;

-- Deals, programmes and assets.
CREATE TABLE projects (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  record BLOB NOT NULL -- JSON, with its id
) WITHOUT ROWID;

-- What is counted or dated.
CREATE TABLE measures (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  record BLOB NOT NULL -- JSON, with its id
) WITHOUT ROWID;

-- Documents.
CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  publisher_key TEXT NOT NULL, -- name of the publisher without case, accents and spaces
  voice_key TEXT NOT NULL, -- in the same way, of the publisher or whom it reprints
  record BLOB NOT NULL -- JSON, with its id
) WITHOUT ROWID;

-- Average rates of exchange.
CREATE TABLE rates (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  record BLOB NOT NULL -- JSON, with its id
) WITHOUT ROWID;

-- What people may type for a record: ids, names, aliases and labels, without case, accents and spaces.
CREATE TABLE names (
  kind TEXT NOT NULL, -- organizations, projects, measures, sources
  name_key TEXT NOT NULL, -- the name, as name_key folds it
  id TEXT NOT NULL, -- whose name it is
  PRIMARY KEY (kind, name_key, id)
) WITHOUT ROWID;

-- Every word of the store that a field may ask for.
CREATE TABLE vocabulary (
  field TEXT NOT NULL, -- unit, place, tag, publisher
  word TEXT NOT NULL, -- as the store has it
  PRIMARY KEY (field, word)
) WITHOUT ROWID;

-- Where sources disagree; the facts of a dispute are those of `rivals`.
CREATE TABLE disputes (
  d INTEGER PRIMARY KEY, -- number of the dispute
  company TEXT NOT NULL, -- of its first fact
  measure TEXT NOT NULL, -- what is disputed
  project TEXT, -- NULL where the question is one of the company as a whole
  grade TEXT NOT NULL, -- conflict, tension
  facts TEXT NOT NULL, -- ids of its facts, the oldest first, with spaces between them
  record BLOB NOT NULL, -- JSON
  figures BLOB NOT NULL -- the figures of its facts, a JSON list
);

-- Facts that take part in a dispute.
CREATE TABLE rivals (
  n INTEGER NOT NULL, -- number of the fact
  d INTEGER NOT NULL, -- number of the dispute
  PRIMARY KEY (n, d)
) WITHOUT ROWID;

-- What the facts that are not deprecated say of each organization that takes part in one.
CREATE TABLE companies (
  id TEXT NOT NULL PRIMARY KEY, -- an organization
  type TEXT NOT NULL, -- company, brand, public-body, court, bank, university, ngo, media, research, other
  subject INTEGER NOT NULL, -- 1 where at least one of these facts is about it
  facts INTEGER NOT NULL, -- how many there are
  summary BLOB NOT NULL -- the item of the command companies, JSON
) WITHOUT ROWID;

-- How many facts that are not deprecated a project, a measure or a source has, and what these tell of it.
CREATE TABLE catalogue (
  kind TEXT NOT NULL, -- projects, measures, sources: the table that it stands in
  id TEXT NOT NULL, -- a-z, 0-9 and hyphens
  facts INTEGER NOT NULL, -- how many
  more BLOB NOT NULL, -- what the item of the command of that name has after the record, with the closing brace
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- How many facts have what, deprecated ones too: the lines of the command stats.
CREATE TABLE tallies (
  "group" TEXT NOT NULL, -- all, of note, company, kind, year, class of source, language, quality
  key TEXT NOT NULL, -- of the group
  facts INTEGER NOT NULL, -- how many
  PRIMARY KEY ("group", key)
) WITHOUT ROWID;

-- The words of facts: statement, note and quotations. Contentless: it tells numbers of facts, no texts.
CREATE VIRTUAL TABLE words USING fts5 (
  statement, note, quotes,
  content = '', columnsize = 0, tokenize = 'ascii'
);

-- The words of other records by which facts are found: names of organizations and projects, titles of sources.
CREATE VIRTUAL TABLE titles USING fts5 (
  kind UNINDEXED, id UNINDEXED, text,
  tokenize = 'ascii'
);
