import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables, the columns that say who decided and when, and of which changes the audit tells. */
const decided: readonly (readonly [table: string, by: string, at: string, when: string])[] = [
  ['letter', 'decided_by', 'decided_at', 'true'],
  ['inbound_message', 'settled_by', 'settled_at', "NEW.settled_by <> 'system'"],
];

/**
 * Whoever decides about a letter or message a second time leaves the same name there: only the moment
 * tells that they did, and the audit has to tell it too.
 */
export class DecisionsToldAgain1795000046000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, by, at, when] of decided) await watch(runner, table, [by, at], when);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, by, , when] of decided) await watch(runner, table, [by], when);
  }
}

async function watch(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
  when: string,
): Promise<void> {
  await runner.query(`
    DROP TRIGGER audit_decided ON ${table};
    DROP TRIGGER audit_removed ON ${table};
    DROP TRIGGER audit_emptied ON ${table};
    SELECT audit_watch_decisions('${table}', 'id', '', ARRAY['${columns.join("', '")}'], $$${when}$$);
  `);
}
