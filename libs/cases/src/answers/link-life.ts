import { type CaseState, presentPeople } from '@app/domain';
import { addressKey, type AnswerLink } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { CaseRow } from '../case.repository';
import type { Confidential } from '../letter-context';

/** A link about one case. */
export type CaseLink = AnswerLink & { caseId: string };

/** Ref of the person a link was sent to; null: the provider's contact. */
export const personOf = ({ recipient }: Pick<AnswerLink, 'recipient'>): string | null =>
  recipient.startsWith('person:') ? recipient.slice('person:'.length) : null;

/** Whether a link still works: neither too old nor ended before its time. */
export function isAlive(
  { expiresAt, revokedAt }: Pick<AnswerLink, 'expiresAt' | 'revokedAt'>,
  now: Temporal.Instant,
): boolean {
  return revokedAt === null && Temporal.Instant.compare(now, expiresAt) < 0;
}

/**
 * Where whoever a link was sent to is written to now; null while nobody is known. A link dies when
 * that is another address than its own: it was meant for somebody who has gone, or has moved.
 */
export async function addressNow(
  sql: Sql,
  { contacts }: Confidential,
  link: Pick<AnswerLink, 'recipient'>,
  row: Pick<CaseRow, 'locationId'>,
  state: CaseState,
): Promise<{ name: string | null; email: string } | null> {
  const person = personOf(link);
  if (person === null)
    return (await contacts.current([row.locationId], sql)).get(row.locationId) ?? null;
  const email = presentPeople(state).find((p) => p.person === person)?.email ?? null;
  return email === null ? null : { name: null, email };
}

/** Whether the address of a link is still that of whoever it was sent to. */
export const isSameAddress = (
  { sealer }: Confidential,
  link: Pick<AnswerLink, 'addressKey'>,
  now: { email: string } | null,
): boolean => now !== null && addressKey(sealer, now.email).equals(link.addressKey);
