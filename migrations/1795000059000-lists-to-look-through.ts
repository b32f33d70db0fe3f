import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case whose list of people is whole waits for us. Whom the cases that are being prepared wait for is
 * worked out again when the program starts: it can be told from their facts alone.
 */
export class ListsToLookThrough1795000059000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE application_case SET awaits = NULL, awaits_since = NULL
       WHERE open AND stage = 'preparing';
    `);
  }

  async down(): Promise<void> {
    // Nothing to put back: it is worked out whenever it is missing.
  }
}
