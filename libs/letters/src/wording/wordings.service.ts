import { Conflict, NotFound, StaleVersion } from '@app/domain';
import type { Clock, Database, Sql } from '@app/platform';
import { letterKindNames } from '../kinds/letter-kinds';
import type { LetterMaking } from '../ledger/letter-making';
import { rewordLetters } from '../ledger/reword-letters';
import type { LetterKind } from '../rendering/letter-part';
import { defaultWording } from './default-wording';
import { readWording } from './read-wording';
import type { Wording } from './wording';
import {
  stateNumber,
  toWordingVersion,
  type WordingRow,
  type WordingVersion,
  wordingColumns,
} from './wording-version';

/** How the wording of one kind stands. */
export interface WordingState {
  kind: LetterKind;
  /** Grows with every change; whoever changes something names the one they have read. */
  version: number;
  /** What letters are written with. */
  inForce: Wording;
  /** The version in force; null while nothing was ever published, and the shipped one holds. */
  published: WordingVersion | null;
  draft: (WordingVersion & { wording: Wording }) | null;
}

/**
 * The wordings of letters as versions: read, drafted, published and put back to the shipped ones.
 * What comes into force is in force for letters that have not gone, too: they are written again.
 */
export class Wordings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly making: LetterMaking,
  ) {}

  /** Every kind, in the order a home meets them. */
  async list(): Promise<WordingState[]> {
    const rows = await this.db.query<WordingRow>(
      `SELECT ${wordingColumns} FROM letter_wording ORDER BY kind, number`,
    );
    return letterKindNames.map((kind) =>
      stateOf(
        kind,
        rows.filter((row) => row.kind === kind),
      ),
    );
  }

  async get(kind: LetterKind): Promise<WordingState> {
    return stateOf(kind, await rowsOf(this.db, kind));
  }

  /** Versions that were published, and the draft; newest first. */
  async history(kind: LetterKind): Promise<WordingVersion[]> {
    const rows = await rowsOf(this.db, kind);
    return rows
      .filter(({ status }) => status !== 'discarded')
      .map(toWordingVersion)
      .reverse();
  }

  /**
   * Begins the draft, or writes it anew.
   * @param version the state the writer has read
   * @throws BadInput names the place of everything that is wrong
   * @throws StaleVersion somebody has changed the draft or the wording in force since
   */
  async draft(
    kind: LetterKind,
    input: unknown,
    version: number,
    actor: string,
  ): Promise<WordingState> {
    const wording = readWording(kind, input);
    return this.change(kind, version, async (tx, rows) => {
      const now = this.clock.now().toString();
      await tx.query(
        rows.some(({ status }) => status === 'draft')
          ? `UPDATE letter_wording
                SET content = $2, author = $3, changed_at = $4, revision = revision + 1
              WHERE kind = $1 AND status = 'draft'`
          : `INSERT INTO letter_wording
               (kind, number, status, revision, content, author, created_at, changed_at)
             SELECT $1, coalesce(max(number), 0) + 1, 'draft', 1, $2, $3, $4, $4
               FROM letter_wording WHERE kind = $1`,
        [kind, JSON.stringify(wording), actor, now],
      );
    });
  }

  /**
   * Throws the draft away.
   * @throws StaleVersion, NotFound
   */
  discard(kind: LetterKind, version: number): Promise<WordingState> {
    return this.change(kind, version, async (tx, rows) => {
      draftAmong(rows);
      await tx.query(
        "UPDATE letter_wording SET status = 'discarded' WHERE kind = $1 AND status = 'draft'",
        [kind],
      );
    });
  }

  /**
   * Puts the draft in force.
   * @throws StaleVersion, NotFound
   * @throws BadInput this program cannot use the draft any more
   */
  async publish(kind: LetterKind, version: number, actor: string): Promise<WordingState> {
    const state = await this.change(kind, version, async (tx, rows) => {
      readWording(kind, draftAmong(rows).content);
      await supersede(tx, kind);
      await tx.query(
        `UPDATE letter_wording SET status = 'published', published_at = $2, published_by = $3
          WHERE kind = $1 AND status = 'draft'`,
        [kind, this.clock.now().toString(), actor],
      );
    });
    await rewordLetters(this.db, this.making, kind, this.clock.now());
    return state;
  }

  /**
   * Puts the shipped wording back in force; it is that of the program, also of a newer one. A draft
   * stays a draft.
   * @throws StaleVersion
   * @throws Conflict it is in force already
   */
  async reset(kind: LetterKind, version: number, actor: string): Promise<WordingState> {
    const state = await this.change(kind, version, async (tx, rows) => {
      if (!rows.some(({ status, content }) => status === 'published' && content !== null))
        throw new Conflict('already-shipped', 'The shipped wording is in force already.');
      await supersede(tx, kind);
      await tx.query(
        `INSERT INTO letter_wording (kind, number, status, revision, content, author, created_at,
                                     changed_at, published_at, published_by)
         SELECT $1, max(number) + 1, 'published', 1, NULL, $3, $2, $2, $2, $3
           FROM letter_wording WHERE kind = $1`,
        [kind, this.clock.now().toString(), actor],
      );
    });
    await rewordLetters(this.db, this.making, kind, this.clock.now());
    return state;
  }

  /** One change after another, each made by somebody who has seen the one before. */
  private change(
    kind: LetterKind,
    version: number,
    work: (tx: Sql, rows: readonly WordingRow[]) => Promise<void>,
  ): Promise<WordingState> {
    return this.db.transaction(async (tx) => {
      await tx.query('LOCK TABLE letter_wording IN SHARE ROW EXCLUSIVE MODE');
      const rows = await rowsOf(tx, kind);
      if (stateNumber(rows) !== version)
        throw new StaleVersion(
          'wording-changed',
          'Somebody has changed this wording since you opened it; look at theirs beside yours.',
        );
      await work(tx, rows);
      return stateOf(kind, await rowsOf(tx, kind));
    });
  }
}

const rowsOf = (sql: Sql, kind: LetterKind): Promise<WordingRow[]> =>
  sql.query<WordingRow>(
    `SELECT ${wordingColumns} FROM letter_wording WHERE kind = $1 ORDER BY number`,
    [kind],
  );

const supersede = (tx: Sql, kind: LetterKind): Promise<unknown> =>
  tx.query(
    "UPDATE letter_wording SET status = 'superseded' WHERE kind = $1 AND status = 'published'",
    [kind],
  );

function draftAmong(rows: readonly WordingRow[]): WordingRow {
  const draft = rows.find(({ status }) => status === 'draft');
  if (!draft) throw new NotFound('no-draft', 'There is no draft of this wording; write one first.');
  return draft;
}

function stateOf(kind: LetterKind, rows: readonly WordingRow[]): WordingState {
  const published = rows.find(({ status }) => status === 'published');
  const draft = rows.find(({ status }) => status === 'draft');
  return {
    kind,
    version: stateNumber(rows),
    inForce: published?.content ?? defaultWording(kind),
    published: published ? toWordingVersion(published) : null,
    draft: draft?.content ? { ...toWordingVersion(draft), wording: draft.content } : null,
  };
}
