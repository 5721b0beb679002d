-- An espace as its first version wrote it.
PRAGMA application_id = 1129727059;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE dossiers (
	id VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	revision VARCHAR NOT NULL, 
	contrat VARCHAR NOT NULL, 
	contrat_version VARCHAR NOT NULL, 
	appel VARCHAR NOT NULL, 
	exemple BOOLEAN NOT NULL, 
	edited_at VARCHAR NOT NULL, 
	CONSTRAINT pk_dossiers PRIMARY KEY (id)
);
INSERT INTO "dossiers" VALUES('D1','annuel','2027-1','gosb-2024','2024-1','',0,'001795240478999-00000-a1');
CREATE TABLE history (
	id INTEGER NOT NULL, 
	dossier_id VARCHAR NOT NULL, 
	row_id VARCHAR NOT NULL, 
	field_id VARCHAR NOT NULL, 
	year VARCHAR NOT NULL, 
	text TEXT, 
	author VARCHAR NOT NULL, 
	stamp VARCHAR NOT NULL, 
	CONSTRAINT pk_history PRIMARY KEY (id), 
	CONSTRAINT fk_history_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id) ON DELETE CASCADE
);
INSERT INTO "history" VALUES(1,'D1','','nom','','Les Ex','Samira','001795240478714-00000-a1');
CREATE TABLE pieces (
	sha256 VARCHAR NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_pieces PRIMARY KEY (sha256)
);
INSERT INTO "pieces" VALUES('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',3,X'616263');
CREATE TABLE records (
	dossier_id VARCHAR NOT NULL, 
	row_id VARCHAR NOT NULL, 
	field_id VARCHAR NOT NULL, 
	year VARCHAR NOT NULL, 
	text TEXT, 
	author VARCHAR NOT NULL, 
	stamp VARCHAR NOT NULL, 
	CONSTRAINT pk_records PRIMARY KEY (dossier_id, row_id, field_id, year), 
	CONSTRAINT fk_records_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id) ON DELETE CASCADE
);
INSERT INTO "records" VALUES('D1','','nom','','Les Exemples','Samira','001795240478999-00000-a1');
CREATE TABLE rows (
	dossier_id VARCHAR NOT NULL, 
	row_id VARCHAR NOT NULL, 
	group_id VARCHAR NOT NULL, 
	parent VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	removed BOOLEAN NOT NULL, 
	author VARCHAR NOT NULL, 
	stamp VARCHAR NOT NULL, 
	CONSTRAINT pk_rows PRIMARY KEY (dossier_id, row_id), 
	CONSTRAINT fk_rows_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id) ON DELETE CASCADE
);
CREATE TABLE versions (
	dossier_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	stamp VARCHAR NOT NULL, 
	signed_by VARCHAR NOT NULL, 
	signed_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (dossier_id, position), 
	CONSTRAINT fk_versions_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id) ON DELETE CASCADE
);
INSERT INTO "versions" VALUES('D1',0,1,'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','001795240479000-00000-a1','Aïcha','ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
CREATE INDEX ix_history_key ON history (dossier_id, field_id, row_id, year);
COMMIT;
