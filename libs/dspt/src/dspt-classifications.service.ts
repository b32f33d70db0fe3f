import { BadInput, type KnownDsptLevel, NotFound, readDsptStatus } from '@app/domain';
import { Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { currentClassifications, knownDsptLevels } from './classifications';

/** A status that the program does not know, with what a person said of it. */
export interface UnknownDsptStatus {
  /** The text without its edition and full stops, in small letters. */
  words: string;
  /** As lists write it, one for each edition. */
  texts: readonly string[];
  /** How many organisations have it now, and how many of them are sites or providers of ours. */
  organisations: number;
  ours: number;
  /** Null while nobody has classified it. */
  level: KnownDsptLevel | null;
  classifiedBy: string | null;
  classifiedAt: string | null;
}

interface ClassifiedRow {
  words: string;
  level: KnownDsptLevel;
  by: string;
  at: string;
}

/** What people say that unknown statuses come to; until then they open nothing. */
@Injectable()
export class DsptClassifications {
  constructor(private readonly db: Database) {}

  /** Every status of the lists that is not a known one, those nobody has classified first. */
  async unknown(sql: Sql = this.db): Promise<UnknownDsptStatus[]> {
    const rows = await sql.query<{ text: string; organisations: number; ours: number }>(
      `SELECT d.status_text AS text, count(*)::int AS organisations,
              count(*) FILTER (WHERE EXISTS (SELECT FROM site s WHERE s.ods_code = d.code)
                                  OR EXISTS (SELECT FROM provider p WHERE p.ods_code = d.code)
              )::int AS ours
         FROM dspt_status d WHERE d.level = 'unknown' GROUP BY d.status_text ORDER BY d.status_text`,
      [],
      'unknown-dspt-statuses',
    );
    const classified = await sql.query<ClassifiedRow>(
      `SELECT status_words AS words, level, classified_by AS by, classified_at AS at
         FROM dspt_classification WHERE ended_at IS NULL ORDER BY status_words`,
    );
    const statuses = new Map<string, UnknownDsptStatus>();
    const add = (words: string, text: string | null, organisations: number, ours: number) => {
      const said = classified.find((c) => c.words === words);
      const before = statuses.get(words);
      statuses.set(words, {
        words,
        texts: [...(before?.texts ?? []), ...(text === null ? [] : [text])],
        organisations: (before?.organisations ?? 0) + organisations,
        ours: (before?.ours ?? 0) + ours,
        level: said?.level ?? null,
        classifiedBy: said?.by ?? null,
        classifiedAt: said?.at ?? null,
      });
    };
    for (const row of rows) {
      const { level, words } = readDsptStatus(row.text);
      // Stored by a reader that did not know it yet: nobody needs to say what it is.
      if (level === 'unknown') add(words, row.text, row.organisations, row.ours);
    }
    for (const { words } of classified) if (!statuses.has(words)) add(words, null, 0, 0);
    return [...statuses.values()].sort(
      (a, b) =>
        Number(a.level !== null) - Number(b.level !== null) ||
        b.ours - a.ours ||
        b.organisations - a.organisations ||
        (a.words < b.words ? -1 : 1),
    );
  }

  /**
   * Says what a status comes to, from `now` on and for every list: sites that have it stand at that
   * level at once. What was said before ends, and is kept.
   * @param words as `unknown` gives them; a status as a list writes it does, too
   * @returns the codes of the organisations that have it
   * @throws NotFound when no list has such a status
   * @throws BadInput when its level is a known one, or the level given is none
   */
  async classify(
    words: string,
    level: KnownDsptLevel,
    actor: string,
    now: Temporal.Instant,
    within?: Sql,
  ): Promise<string[]> {
    if (!knownDsptLevels.includes(level))
      throw new BadInput('invalid-level', `Choose a level: ${knownDsptLevels.join(', ')}.`);
    return this.change(words, actor, now, within, async (tx, status) => {
      await tx.query(
        `INSERT INTO dspt_classification (status_words, level, classified_by, classified_at)
         VALUES ($1, $2, $3, $4)`,
        [status, level, actor, now.toString()],
      );
    });
  }

  /**
   * The status is unknown again, and opens nothing.
   * @returns the codes of the organisations that have it
   * @throws NotFound when no list has such a status
   */
  async withdraw(
    words: string,
    actor: string,
    now: Temporal.Instant,
    within?: Sql,
  ): Promise<string[]> {
    return this.change(words, actor, now, within, async () => undefined);
  }

  private async change(
    given: string,
    actor: string,
    now: Temporal.Instant,
    within: Sql | undefined,
    work: (tx: Sql, words: string) => Promise<void>,
  ): Promise<string[]> {
    const { words, level } = readDsptStatus(given);
    if (level !== 'unknown')
      throw new BadInput('known-status', `“${given.slice(0, 100)}” is a known status already.`);
    const inTransaction = async (tx: Sql): Promise<string[]> => {
      // Two people classifying at once take turns here.
      await tx.query('LOCK TABLE dspt_classification IN SHARE ROW EXCLUSIVE MODE');
      const rows = await tx.query<{ code: string; text: string }>(
        `SELECT code, status_text AS text FROM dspt_status WHERE level = 'unknown'`,
      );
      const having = rows.filter(({ text }) => readDsptStatus(text).words === words);
      const isClassified = (await currentClassifications(tx)).has(words);
      if (having.length === 0 && !isClassified)
        throw new NotFound('no-such-status', 'No DSPT list that was imported has such a status.');
      await tx.query(
        `UPDATE dspt_classification SET ended_at = $2, ended_by = $3
          WHERE status_words = $1 AND ended_at IS NULL`,
        [words, now.toString(), actor],
      );
      await work(tx, words);
      return having.map(({ code }) => code);
    };
    return within ? inTransaction(within) : this.db.transaction(inTransaction);
  }
}
