import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may look at and act on what is stuck, from where they are signed in, and all they have ever done. */
export class Operators1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE ops_users (
  id uuid PRIMARY KEY,
  -- Stands in causes of events, in cases and in the audit for ever: an operator is disabled, never deleted or renamed.
  -- A filter says 'none' for a case that nobody has, and the audit 'command-line' for who has the database's password.
  name text NOT NULL UNIQUE
    CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$' AND name NOT IN ('none', 'command-line')),
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  -- Memory-hard, with its parameters: $scrypt$ln=…,r=…,p=…$salt$hash.
  password_hash text NOT NULL CHECK (password_hash LIKE '$scrypt$%'),
  disabled_at timestamptz,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz
);

CREATE TABLE ops_sessions (
  -- SHA-256 of the cookie: whoever reads this table, or a copy of it, is not signed in by that.
  token_digest text PRIMARY KEY CHECK (token_digest ~ '^[0-9a-f]{64}$'),
  user_id uuid NOT NULL REFERENCES ops_users,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX ops_sessions_user ON ops_sessions (user_id);

-- Tries of a name that did not end in a session, known name or not: a lock that only known names have would tell which
-- ones are known. By digest, since people type passwords where names belong.
CREATE TABLE ops_sign_in_tries (
  name_digest text PRIMARY KEY CHECK (name_digest ~ '^[0-9a-f]{64}$'),
  tried_at timestamptz[] NOT NULL DEFAULT '{}',
  locked_until timestamptz
);

CREATE TABLE ops_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  -- The name, not a reference: what is written here depends on no other table.
  operator text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ops_audit_operator ON ops_audit (operator, id);
CREATE INDEX ops_audit_action ON ops_audit (action, id);
CREATE INDEX ops_audit_subject ON ops_audit (subject, id);

-- Append-only. Grants alone would not do: api and worker mostly own their tables, an owner may grant himself anything
-- again, and a superuser is asked for no grant at all. The trigger stops these too, by accident at least: to change the
-- past somebody has to take the trigger away first, which is no slip of a statement. ALWAYS, since
-- session_replication_role = replica would silence an ordinary one.
CREATE FUNCTION refuse_to_change_the_audit() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'ops_audit is append-only: % is refused', TG_OP; END $$;
CREATE TRIGGER ops_audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ops_audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit();
ALTER TABLE ops_audit ENABLE ALWAYS TRIGGER ops_audit_is_append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON ops_audit FROM PUBLIC, CURRENT_USER;

CREATE TABLE case_comments (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases,
  by text NOT NULL,
  at timestamptz NOT NULL,
  text text NOT NULL CHECK (text <> '')
);
CREATE INDEX case_comments_case ON case_comments (case_id, at);
`);
  }

  async down(): Promise<void> {
    throw new Error('The audit is never taken away');
  }
}
