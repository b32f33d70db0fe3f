import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a token was narrowed to. Those made before keep all that their officers may do. */
export class TokenScopes1795000041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_token ADD COLUMN scopes text[] NOT NULL DEFAULT '{all}'
        CHECK (cardinality(scopes) > 0);
      ALTER TABLE api_token ALTER COLUMN scopes DROP DEFAULT;
      COMMENT ON COLUMN api_token.scopes IS
        'names of sets of permissions; a token never has more than its officer'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_token DROP COLUMN scopes');
  }
}
