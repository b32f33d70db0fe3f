import type { MigrationInterface, QueryRunner } from 'typeorm';
import { entriesAndChain, noting } from './audit/chain';

/** Who changed or saw what, in a chain that shows when it was tampered with. */
export class Audit1795000042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [entriesAndChain, noting]) await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION audit_note, audit_hash;
      DROP TABLE audit_anchor, audit_pepper, audit_head, audit_chain, audit_entry;
      DROP FUNCTION audit_chain_on, audit_is_append_only;
    `);
  }
}
