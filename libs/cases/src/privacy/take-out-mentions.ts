import { type KeptWords, keptWords, replaceWords } from '@app/history';
import {
  openLettersOfCases,
  openMessagesOfCases,
  replaceLetter,
  replaceMessage,
} from '@app/letters';
import type { Sealer, Sql } from '@app/platform';
import { draftPlace } from '../people-form/people-draft';
import { keptAnswers, replaceAnswer } from './kept-answers';
import { mentions, withoutMentions } from './mentions';

/** How many of each mention somebody. */
export interface MentionCounts {
  letters: number;
  answers: number;
  messages: number;
  texts: number;
  tasks: number;
  drafts: number;
}

interface Found {
  counts: MentionCounts;
  /** Takes them out of everything that was found. */
  takeOut: (tx: Sql) => Promise<void>;
}

/**
 * Finds where somebody is mentioned in all that is held about these cases: letters to whomever,
 * answers, messages, notes and reasons, tasks, and what was typed into the people form.
 * @param except ids of letters, answers and messages that are not looked at
 * @throws SealError
 */
export async function findMentions(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
  pattern: RegExp,
  except: ReadonlySet<string> = new Set(),
): Promise<Found> {
  const hits = <T extends { id?: string }>(all: readonly T[]): T[] =>
    all.filter((one) => !except.has(one.id ?? '') && mentions(one, pattern));
  const letters = hits(await openLettersOfCases(sql, sealer, caseIds));
  const answers = hits(await keptAnswers(sql, sealer, caseIds));
  const messages = hits(await openMessagesOfCases(sql, sealer, caseIds));
  const texts = hits<KeptWords & { id?: string }>(await keptWords(sql, sealer, caseIds));
  const tasks = hits(await taskTexts(sql, caseIds));
  const drafts = hits<OpenDraft>(await openDrafts(sql, sealer, caseIds));
  const clean = <T>(value: T): T => withoutMentions(value, pattern);
  return {
    counts: {
      letters: letters.length,
      answers: answers.length,
      messages: messages.length,
      texts: texts.length,
      tasks: tasks.length,
      drafts: drafts.length,
    },
    takeOut: async (tx) => {
      for (const letter of letters) await replaceLetter(tx, sealer, clean(letter));
      for (const { id, content } of answers)
        await replaceAnswer(tx, sealer, { id, content: clean(content) });
      for (const message of messages)
        await replaceMessage(tx, sealer, { ...message, content: clean(message.content) });
      await replaceWords(
        tx,
        sealer,
        texts.map((text) => ({ ...text, words: clean(text.words) })),
      );
      for (const { id, reason } of tasks)
        await tx.query('UPDATE task SET reason = $2 WHERE id = $1', [id, clean(reason)]);
      for (const { caseId, key } of drafts)
        await tx.query('DELETE FROM people_draft WHERE case_id = $1 AND row_key = $2', [
          caseId,
          key,
        ]);
    },
  };
}

const taskTexts = (sql: Sql, caseIds: readonly string[]) =>
  sql.query<{ id: string; reason: string }>(
    'SELECT id, reason FROM task WHERE case_id = ANY($1) AND reason IS NOT NULL',
    [caseIds],
  );

interface OpenDraft {
  id?: string;
  caseId: string;
  key: string;
  typed: unknown;
}

async function openDrafts(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<OpenDraft[]> {
  const rows = await sql.query<{ caseId: string; key: string; sealed: Buffer }>(
    'SELECT case_id AS "caseId", row_key AS key, sealed FROM people_draft WHERE case_id = ANY($1)',
    [caseIds],
  );
  return rows.map(({ caseId, key, sealed }) => ({
    caseId,
    key,
    typed: sealer.open<unknown>(draftPlace(caseId, key), sealed),
  }));
}
