import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list, and what of the rows of one statement goes into it. */
interface Noted {
  table: string;
  events: ('INSERT' | 'UPDATE')[];
  /** A SELECT of list, key and when it changed, from the rows that arrived. */
  rows: string;
}

const noted: Readonly<Record<string, Noted>> = {
  cases: {
    table: 'application_case',
    events: ['INSERT', 'UPDATE'],
    rows: "SELECT 'cases', id::text, changed_at FROM arrived",
  },
  sites: {
    table: 'site',
    events: ['INSERT', 'UPDATE'],
    rows: "SELECT 'sites', location_id, changed_at FROM arrived",
  },
  letters: {
    table: 'letter',
    events: ['INSERT', 'UPDATE'],
    rows: "SELECT 'letters', id::text, greatest(planned_at, settled_at) FROM arrived",
  },
  // A letter that speaks of another case as well has a row more.
  letter_parts: {
    table: 'letter_part',
    events: ['INSERT'],
    rows: `SELECT DISTINCT 'letters', l.id::text, greatest(l.planned_at, l.settled_at)
             FROM arrived a JOIN letter l ON l.id = a.letter_id`,
  },
  // A call that was taken back is another row than before.
  calls: {
    table: 'fact',
    events: ['INSERT'],
    rows: `SELECT 'calls', id::text, recorded_at FROM arrived WHERE type = 'call-made'
           UNION ALL
           SELECT DISTINCT ON (c.id) 'calls', c.id::text, r.recorded_at
             FROM arrived r JOIN fact c ON c.id::text = r.details->>'fact' AND c.case_id = r.case_id
            WHERE r.type = 'retracted' AND c.type = 'call-made'
              AND NOT EXISTS (SELECT FROM arrived same WHERE same.id = c.id)`,
  },
};

const noting = (name: string, { table, events, rows }: Noted): string => `
  CREATE FUNCTION read_change_of_${name}() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO read_change AS known (list, key, changed_at, mark)
    SELECT n.list, n.key, n.changed_at, pg_current_xact_id() FROM (${rows}) n (list, key, changed_at)
    ON CONFLICT (list, key) DO UPDATE SET changed_at = EXCLUDED.changed_at, mark = EXCLUDED.mark
      WHERE (known.changed_at, known.mark) <> (EXCLUDED.changed_at, EXCLUDED.mark);
    RETURN NULL;
  END $$;
  ${events
    .map(
      (
        event,
      ) => `CREATE TRIGGER read_change_${name}_${event.toLowerCase()} AFTER ${event} ON ${table}
    REFERENCING NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION read_change_of_${name}();`,
    )
    .join('\n')}`;

/**
 * In which order the rows that other programs read were changed: by the transaction that did it, for
 * moments that programs write down say nothing of when a change was committed. Whoever has read
 * everything up to the oldest transaction that was under way misses nothing by reading on from there.
 */
export class ReadChanges1795000060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE read_change (
        list       text NOT NULL,
        key        text NOT NULL,
        changed_at timestamptz NOT NULL,
        mark       xid8 NOT NULL,
        PRIMARY KEY (list, key)
      );
      CREATE INDEX read_change_in_order ON read_change (list, mark, key);
      CREATE INDEX read_change_by_time ON read_change (list, changed_at);
      COMMENT ON TABLE read_change IS 'when each row that other programs read changed last';
      COMMENT ON COLUMN read_change.mark IS 'the transaction that changed it last';
      INSERT INTO read_change (list, key, changed_at, mark)
      SELECT n.list, n.key, n.changed_at, pg_current_xact_id() FROM (
        SELECT 'cases', id::text, changed_at FROM application_case
        UNION ALL SELECT 'sites', location_id, changed_at FROM site
        UNION ALL SELECT 'letters', id::text, greatest(planned_at, settled_at) FROM letter
        UNION ALL SELECT 'calls', f.id::text, greatest(f.recorded_at, max(r.recorded_at))
                    FROM fact f LEFT JOIN fact r ON r.case_id = f.case_id AND r.type = 'retracted'
                     AND r.details->>'fact' = f.id::text
                   WHERE f.type = 'call-made' GROUP BY f.id, f.recorded_at
      ) n (list, key, changed_at);
      ${Object.entries(noted)
        .map(([name, one]) => noting(name, one))
        .join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const triggers = Object.entries(noted).flatMap(([name, { table, events }]) =>
      events.map((event) => `DROP TRIGGER read_change_${name}_${event.toLowerCase()} ON ${table};`),
    );
    const functions = Object.keys(noted).map((name) => `DROP FUNCTION read_change_of_${name}();`);
    await runner.query([...triggers, ...functions, 'DROP TABLE read_change;'].join('\n'));
  }
}
