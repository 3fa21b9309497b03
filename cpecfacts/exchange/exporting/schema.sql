-- The tables of an export: facts with everything that they refer to. The SQLite export has them as they stand here; the
-- Data Package has the same tables as CSV files, described by the comments of this file.
--
-- Lists (aliases, parties, places, tags, evidence) are tables of their own; `position` counts from 1 in the order of
-- the store. What is not known is NULL. Dates of facts and sources are EDTF texts, no more exact than their source.

-- What this export is, one row a key: title, licence and updated of the store, the query and its description in words,
-- the digest of the store's file (BLAKE2b-256), when it was exported, and by which program.
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY, -- title, licence, updated, query, description, digest, exported, program
  value TEXT NOT NULL -- what the store or the program says; a key without a value is left out
);

-- Anyone a fact is about or who says something.
CREATE TABLE organizations (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  name TEXT NOT NULL, -- as it is commonly written in English
  type TEXT NOT NULL, -- company, brand, public-body, court, bank, university, ngo, media, research, other
  country TEXT, -- ISO 3166-1 alpha-2
  parent TEXT REFERENCES organizations (id) DEFERRABLE INITIALLY DEFERRED, -- who owns it or stands above it
  sector TEXT, -- what it does
  note TEXT -- a remark of the editors
);

-- Other names of organizations, in any script.
CREATE TABLE organization_aliases (
  organization TEXT NOT NULL REFERENCES organizations (id), -- whose name it is
  position INTEGER NOT NULL, -- counted from 1
  alias TEXT NOT NULL, -- the name
  PRIMARY KEY (organization, position)
);

-- What is counted or dated.
CREATE TABLE measures (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  label TEXT NOT NULL, -- its name
  shape TEXT NOT NULL, -- level, total, flow, once, each, date: how its values relate to time
  meaning TEXT NOT NULL, -- what exactly is meant
  unit TEXT -- of its amounts; “money” is any currency, NULL where facts differ
);

-- Deals, programmes and assets that several facts are about.
CREATE TABLE projects (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  name TEXT NOT NULL, -- its name
  summary TEXT NOT NULL -- what it is
);

-- Who takes part in a project.
CREATE TABLE project_companies (
  project TEXT NOT NULL REFERENCES projects (id), -- the project
  position INTEGER NOT NULL, -- counted from 1
  organization TEXT NOT NULL REFERENCES organizations (id), -- who takes part
  PRIMARY KEY (project, position)
);

-- Where a project is.
CREATE TABLE project_places (
  project TEXT NOT NULL REFERENCES projects (id), -- the project
  position INTEGER NOT NULL, -- counted from 1
  place TEXT NOT NULL, -- a city, region or country
  PRIMARY KEY (project, position)
);

-- Documents that say something, in the words of CSL-JSON.
CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  type TEXT NOT NULL, -- a CSL item type: article-newspaper, webpage, report …
  title TEXT, -- its title
  publisher TEXT NOT NULL, -- who published it
  issued TEXT, -- its date, EDTF
  url TEXT, -- its address
  language TEXT NOT NULL, -- ISO 639-1
  class TEXT NOT NULL, -- official, research, company, advocacy, reference, wire, media, blog
  reprint_of TEXT, -- whose text it repeats
  accessed TEXT, -- the day on which it was read
  note TEXT -- a remark of the editors
);

-- Yearly average exchange rates: those of the years in which the facts have sums of money.
CREATE TABLE rates (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  base TEXT NOT NULL, -- ISO 4217
  quote TEXT NOT NULL, -- ISO 4217
  year INTEGER NOT NULL, -- the year that it is the average of
  rate REAL NOT NULL, -- units of `quote` for one unit of `base`
  source TEXT NOT NULL REFERENCES sources (id) -- who says so
);

-- Facts, one claim a row. The last five columns before the rank are worked out in the whole store.
CREATE TABLE facts (
  id TEXT NOT NULL PRIMARY KEY, -- a-z, 0-9 and hyphens
  company TEXT NOT NULL REFERENCES organizations (id), -- whom it is about
  project TEXT REFERENCES projects (id), -- the deal, programme or asset
  kind TEXT NOT NULL, -- investment, acquisition, licence, infrastructure, launch, training …
  measure TEXT REFERENCES measures (id), -- what is counted or dated
  statement TEXT NOT NULL, -- the fact in one sentence
  amount_value NUMERIC, -- the figure, to reckon with; of “between” the lower end; beyond 64 bit the nearest REAL
  amount_value_text TEXT, -- the same figure with every digit that the store has
  amount_to NUMERIC, -- the upper end of “between”
  amount_to_text TEXT, -- the same with every digit
  amount_unit TEXT, -- ISO 4217 code of a currency, else what is counted
  amount_bound TEXT, -- exact, about, more-than, at-least, less-than, at-most, up-to, between
  amount_raw TEXT, -- the words of the source
  when_edtf TEXT, -- the date, as exact as it is known: 2014, 2014-04, 2017~, 2018/2020
  when_means TEXT, -- event, as-of, period, announced
  earliest DATE, -- first day that the date may mean; NULL if it is open
  latest DATE, -- last day that the date may mean; NULL if it is open
  status TEXT NOT NULL, -- planned, announced, under-way, completed, cancelled, reported
  sources INTEGER NOT NULL, -- how many documents support it
  origins INTEGER NOT NULL, -- how many independent voices stand behind it
  self_reported BOOLEAN NOT NULL, -- whether the only voice is the company itself
  quality INTEGER NOT NULL, -- grade of the sources, 1 to 5
  disputed BOOLEAN NOT NULL, -- whether a fact of the store disagrees with it
  rank TEXT NOT NULL, -- preferred, normal, deprecated (demonstrably wrong)
  rank_reason TEXT, -- why it has this rank
  note TEXT -- a remark of the editors
);

-- Who takes part in a fact beside the company it is about.
CREATE TABLE fact_parties (
  fact TEXT NOT NULL REFERENCES facts (id), -- the fact
  position INTEGER NOT NULL, -- counted from 1
  organization TEXT NOT NULL REFERENCES organizations (id), -- who takes part
  PRIMARY KEY (fact, position)
);

-- Where a fact takes place.
CREATE TABLE fact_places (
  fact TEXT NOT NULL REFERENCES facts (id), -- the fact
  position INTEGER NOT NULL, -- counted from 1
  place TEXT NOT NULL, -- a city, region or country
  PRIMARY KEY (fact, position)
);

-- What else a fact is about.
CREATE TABLE fact_tags (
  fact TEXT NOT NULL REFERENCES facts (id), -- the fact
  position INTEGER NOT NULL, -- counted from 1
  tag TEXT NOT NULL, -- a word such as 4g, safe-city, e-commerce
  PRIMARY KEY (fact, position)
);

-- Where a claim is made: one row a piece of evidence.
CREATE TABLE evidence (
  fact TEXT NOT NULL REFERENCES facts (id), -- the fact
  position INTEGER NOT NULL, -- counted from 1
  source TEXT NOT NULL REFERENCES sources (id), -- the document
  quote TEXT, -- its words that carry the figure, at most eight
  paragraph INTEGER, -- where they stand, counted from 1
  asserted_by TEXT REFERENCES organizations (id), -- whom the claim comes from, apart from who printed it
  stance TEXT NOT NULL, -- supports or disputes
  PRIMARY KEY (fact, position)
);

-- Where sources disagree: the disputes of the store in which a fact of the export takes part.
CREATE TABLE disputes (
  id INTEGER NOT NULL PRIMARY KEY, -- a number of this export only
  grade TEXT NOT NULL, -- conflict or tension
  company TEXT REFERENCES organizations (id), -- whom it is about; NULL where that is not in the export
  project TEXT REFERENCES projects (id), -- the deal, programme or asset
  measure TEXT NOT NULL REFERENCES measures (id), -- what is counted or dated
  why TEXT NOT NULL, -- why the facts cannot all be true
  facts INTEGER NOT NULL -- how many facts of the store take part, also those that are not in the export
);

-- The facts of a dispute that are in the export.
CREATE TABLE dispute_facts (
  dispute INTEGER NOT NULL REFERENCES disputes (id), -- the dispute
  fact TEXT NOT NULL REFERENCES facts (id), -- a fact that takes part
  PRIMARY KEY (dispute, fact)
);
