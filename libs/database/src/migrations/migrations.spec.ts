// Aim: from 0.2.0 on a version can be rolled out beside the one before it. Method: every later migration's statements, read.
import type { QueryRunner } from 'typeorm';
import { MIGRATIONS } from './index.js';

/** The last one that was written before this rule. */
const BEFORE_THE_RULE = 'OpsLookUps1700000000014';

/** What the version before cannot live with, or what stops its writes for long. */
const BREAKING = [
  // But a foreign key that goes only lets more in.
  /\bDROP (TABLE|COLUMN|CONSTRAINT(?! IF EXISTS \w+_fkey\b)|DEFAULT|FUNCTION|TRIGGER|VIEW)\b/i,
  /\bRENAME\b/i,
  /\bSET NOT NULL\b/i,
  /\bALTER (COLUMN )?\w+ (SET DATA )?TYPE\b/i,
  // Line by line: a column that the version before does not fill.
  /^(?!.*\bDEFAULT\b).*\bADD (COLUMN )?(IF NOT EXISTS )?\w+ .*\bNOT NULL\b/im,
];

async function statementsOf(migration: (typeof MIGRATIONS)[number]): Promise<string[]> {
  const statements: string[] = [];
  // What a helper asks of the settings has an answer.
  const answer = (text: string) => (/current_setting/.test(text) ? [{}] : []);
  const runner = { query: async (text: string) => (statements.push(text), answer(text)) };
  await new migration().up(runner as unknown as QueryRunner);
  return statements.map((text) => text.replace(/--.*$/gm, ''));
}

const created = (text: string): string[] =>
  [...text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gi)].map(([, name]) => name!);

const migrations = MIGRATIONS.slice(MIGRATIONS.findIndex(({ name }) => name === BEFORE_THE_RULE) + 1).map(
  (migration) => ({ name: migration.name, migration }),
);

it('has migrations under the rule', () => expect(migrations.length).toBeGreaterThan(0));

describe.each(migrations)('$name', ({ migration }) => {
  it('is additive, or raises the oldest version that may run on the tables', async () => {
    const text = (await statementsOf(migration)).join(';\n');
    const breaking = BREAKING.filter((pattern) => pattern.test(text));
    if (breaking.length > 0) expect(text).toMatch(/INSERT INTO oldest_version/);
  });

  it('builds an index on a table that was there before without stopping its writers', async () => {
    const statements = await statementsOf(migration);
    const own = statements.flatMap(created);
    const plain = statements
      .flatMap((text) => [...text.matchAll(/CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)[^;]*? ON (\w+)/gi)])
      .filter(([, table]) => !own.includes(table!));
    expect(plain.map(([statement]) => statement)).toEqual([]);
  });
});
