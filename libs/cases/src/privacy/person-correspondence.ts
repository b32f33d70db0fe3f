import type { Sealer, Sql } from '@app/platform';
import type { WholePerson } from './find-person';

/** What went to somebody and came from them, by id. */
export interface PersonCorrespondence {
  letters: { id: string; status: string }[];
  answers: string[];
  messages: string[];
  /** Fingerprints of their addresses. */
  keys: Buffer[];
}

/** Letters to any of their addresses, or to them as one of a case; what they answered and wrote. */
export async function correspondenceOf(
  sql: Sql,
  sealer: Sealer,
  { people, emails }: WholePerson,
): Promise<PersonCorrespondence> {
  const keys = emails.map((email) => sealer.addressKey(email));
  const cases = people.map(({ caseId }) => caseId);
  const recipients = people.map(({ ref }) => `person:${ref}`);
  const letters = await sql.query<{ id: string; status: string }>(
    `SELECT id, status FROM letter
      WHERE address_key = ANY($1) OR id IN (
        SELECT p.letter_id FROM letter_part p
          JOIN unnest($2::uuid[], $3::text[]) AS n(case_id, recipient)
            ON n.case_id = p.case_id AND n.recipient = p.recipient)
      ORDER BY planned_at, id`,
    [keys, cases, recipients],
  );
  const answers = await sql.query<{ id: string }>(
    `SELECT a.id FROM answer a JOIN answer_link l ON l.id = a.link_id
      WHERE a.erased_at IS NULL AND (l.address_key = ANY($1)
        OR EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS n(case_id, recipient)
                    WHERE n.case_id = a.case_id AND n.recipient = l.recipient))`,
    [keys, cases, recipients],
  );
  const messages = await sql.query<{ id: string }>(
    'SELECT id FROM inbound_message WHERE sender_key = ANY($1) AND erased_at IS NULL',
    [keys],
  );
  return {
    letters,
    answers: answers.map(({ id }) => id),
    messages: messages.map(({ id }) => id),
    keys,
  };
}

/**
 * The cases that what went to somebody and came from them is about: others than their own too, where
 * one address serves several homes. A message belongs to the cases of the letter it answers as well.
 */
export async function casesOfCorrespondence(
  sql: Sql,
  { letters, answers, messages }: PersonCorrespondence,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT case_id AS id FROM letter_part WHERE letter_id = ANY($1)
     UNION SELECT case_id FROM answer WHERE id = ANY($2)
     UNION SELECT case_id FROM inbound_message_case WHERE message_id = ANY($3)
     UNION SELECT p.case_id FROM inbound_message m JOIN letter_part p ON p.letter_id = m.letter_id
            WHERE m.id = ANY($3)`,
    [letters.map(({ id }) => id), answers, messages],
  );
  return rows.map(({ id }) => id);
}
