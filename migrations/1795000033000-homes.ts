import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks that a register raised, beside the facts, and quick ways from a record of a home to its others. */
export class Homes1795000033000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE register_news
        DROP CONSTRAINT register_news_pkey,
        ALTER fact_id DROP NOT NULL,
        ADD task_id uuid REFERENCES task,
        ADD CHECK (num_nonnulls(fact_id, task_id) = 1);
      CREATE UNIQUE INDEX register_news_fact ON register_news (import_id, fact_id)
        WHERE fact_id IS NOT NULL;
      CREATE UNIQUE INDEX register_news_task ON register_news (import_id, task_id)
        WHERE task_id IS NOT NULL;
      CREATE INDEX register_news_of_case ON register_news (case_id);
      CREATE INDEX import_run_untold ON import_run (position)
        WHERE told_at IS NULL AND undone_at IS NULL;
      COMMENT ON TABLE register_news IS 'facts that were recorded, and tasks raised, because an import said so';

      CREATE INDEX home_link_older ON home_link (older_id);
      CREATE INDEX home_link_decided ON home_link (decided_at, id) WHERE state <> 'suggested';
      CREATE INDEX application_case_earlier ON application_case (earlier_case_id)
        WHERE earlier_case_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX application_case_earlier, home_link_decided, home_link_older, import_run_untold,
        register_news_of_case, register_news_task, register_news_fact;
      DELETE FROM register_news WHERE fact_id IS NULL;
      ALTER TABLE register_news DROP task_id, ALTER fact_id SET NOT NULL,
        ADD PRIMARY KEY (import_id, fact_id);
    `);
  }
}
