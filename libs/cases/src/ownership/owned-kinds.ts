import { isUuid } from '@app/domain';

/** How something an address names is found, and to which cases it belongs. */
interface Owned {
  /** As the answer calls it when it is not there. */
  what: string;
  /** Can this be the id of one? What cannot is never looked up. */
  isId: (id: string) => boolean;
  /** Gives a row when there is one with the id $1. */
  exists: string;
  /** Gives `case_id` of each case the thing with the id $1 belongs to. */
  cases: string;
  /** Is it there for everyone while it belongs to no case? */
  withoutCase: boolean;
}

const lettersCases = 'SELECT p.case_id FROM letter_part p WHERE p.letter_id';

/**
 * Everything that belongs to cases, and how to find them. A letter or message about homes of two
 * teams is there for both: it is one letter, and each needs its part of it.
 */
export const ownedKinds = {
  case: {
    what: 'case',
    isId: isUuid,
    exists: 'SELECT 1 FROM application_case WHERE id = $1',
    cases: 'SELECT $1::uuid AS case_id',
    withoutCase: false,
  },
  task: {
    what: 'task',
    isId: isUuid,
    exists: 'SELECT 1 FROM task WHERE id = $1',
    cases: 'SELECT case_id FROM task WHERE id = $1',
    withoutCase: false,
  },
  letter: {
    what: 'letter',
    isId: isUuid,
    exists: 'SELECT 1 FROM letter WHERE id = $1',
    cases: `${lettersCases} = $1`,
    withoutCase: false,
  },
  answer: {
    what: 'answer',
    isId: isUuid,
    exists: 'SELECT 1 FROM answer WHERE id = $1',
    cases: 'SELECT case_id FROM answer WHERE id = $1',
    withoutCase: false,
  },
  /** Mail that came in; until it is filed it belongs to the cases of the letter it answers. */
  message: {
    what: 'message',
    isId: isUuid,
    exists: 'SELECT 1 FROM inbound_message WHERE id = $1',
    cases: `SELECT case_id FROM inbound_message_case WHERE message_id = $1
            UNION ALL
            ${lettersCases} = (SELECT m.letter_id FROM inbound_message m WHERE m.id = $1
                                AND NOT EXISTS (SELECT 1 FROM inbound_message_case
                                                 WHERE message_id = $1))`,
    withoutCase: true,
  },
  /** A site with what belongs to its open case: its contact, its addresses. */
  site: {
    what: 'site',
    isId: (id) => /^[\w-]{1,40}$/.test(id),
    exists: 'SELECT 1 FROM site WHERE location_id = $1',
    cases: 'SELECT id AS case_id FROM application_case WHERE location_id = $1 AND open',
    withoutCase: true,
  },
  /** Two records of a home, where the case of the older one is to be gone on with. */
  link: {
    what: 'link',
    isId: isUuid,
    exists: 'SELECT 1 FROM home_link WHERE id = $1',
    cases: `SELECT c.id AS case_id FROM home_link l
              JOIN application_case c ON c.location_id = l.older_id
             WHERE l.id = $1`,
    withoutCase: true,
  },
  /** An address that is not written to, by its key in hex: of contacts and people of open cases. */
  address: {
    what: 'address',
    isId: (id) => /^[0-9a-f]{64}$/.test(id),
    exists: 'SELECT 1',
    cases: `SELECT c.id AS case_id FROM contact k
              JOIN application_case c ON c.location_id = k.location_id AND c.open
             WHERE k.retired_at IS NULL AND k.address_key = decode($1, 'hex')
             UNION ALL
            SELECT p.case_id FROM case_person p
              JOIN application_case c ON c.id = p.case_id AND c.open
             WHERE p.address_key = decode($1, 'hex')`,
    withoutCase: true,
  },
} as const satisfies Record<string, Owned>;

export type OwnedKind = keyof typeof ownedKinds;
