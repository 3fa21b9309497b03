-- What the SQLite export has beside the tables: views for reading, indexes, and full-text search.

-- Facts with names in place of ids, for reading.
CREATE VIEW fact_list AS
SELECT
  facts.id, facts.when_edtf, organizations.name AS company, projects.name AS project, measures.label AS measure,
  facts.kind, facts.statement, facts.amount_bound, facts.amount_value, facts.amount_to, facts.amount_unit,
  facts.amount_raw, facts.earliest, facts.latest, facts.status, facts.sources, facts.origins, facts.self_reported,
  facts.quality, facts.disputed, facts.rank
FROM facts
JOIN organizations ON organizations.id = facts.company
LEFT JOIN projects ON projects.id = facts.project
LEFT JOIN measures ON measures.id = facts.measure;

-- Every piece of evidence with its fact and its document.
CREATE VIEW evidence_list AS
SELECT
  evidence.fact, facts.statement, evidence.stance, evidence.quote, evidence.paragraph,
  speakers.name AS asserted_by, sources.publisher, sources.title, sources.issued, sources.class, sources.url,
  evidence.source
FROM evidence
JOIN facts ON facts.id = evidence.fact
JOIN sources ON sources.id = evidence.source
LEFT JOIN organizations AS speakers ON speakers.id = evidence.asserted_by;

-- Who takes part in which fact, as its subject or as a party.
CREATE VIEW fact_companies AS
SELECT id AS fact, company AS organization, 'subject' AS role FROM facts
UNION ALL
SELECT fact, organization, 'party' AS role FROM fact_parties;

-- Organizations with the number of facts that they take part in, and the first and last day of these.
CREATE VIEW company_list AS
SELECT
  organizations.id, organizations.name, organizations.type, organizations.country, organizations.parent,
  count(DISTINCT facts.id) AS facts, min(facts.earliest) AS first, max(facts.latest) AS last
FROM organizations
JOIN fact_companies ON fact_companies.organization = organizations.id
JOIN facts ON facts.id = fact_companies.fact
GROUP BY organizations.id;

CREATE INDEX facts_company ON facts (company);
CREATE INDEX facts_measure ON facts (measure);
CREATE INDEX facts_project ON facts (project);
CREATE INDEX fact_parties_organization ON fact_parties (organization);
CREATE INDEX evidence_source ON evidence (source);

-- Words of statements and remarks. Datasette finds this table by itself and offers a search.
CREATE VIRTUAL TABLE facts_fts USING fts5 (
  statement, note, content="facts", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO facts_fts (facts_fts) VALUES ('rebuild');

-- Words of quotations, in the languages of their sources.
CREATE VIRTUAL TABLE evidence_fts USING fts5 (
  quote, content="evidence", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO evidence_fts (evidence_fts) VALUES ('rebuild');

-- Words of titles and publishers.
CREATE VIRTUAL TABLE sources_fts USING fts5 (
  title, publisher, content="sources", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO sources_fts (sources_fts) VALUES ('rebuild');
