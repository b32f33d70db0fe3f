import {
  type CallMatter,
  type CallOutcome,
  dayInWords,
  type FactDetails,
  type FactType,
  factTypes,
  isFactType,
  type RecordedFact,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { personInWords } from '../case/people-of-case';
import { matterWords } from '@app/measures';
import { outcomeWords } from './call-words';
import { maskedEmail, maskedMobile } from './masked';
import { stallInWords } from './stall-words';
import { toldInWords } from './told-words';

/** What NHSmail may answer. */
export const replyWords: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  'already-exists': 'the site already has accounts',
  question: 'asked a question',
};

/** DSPT levels as the toolkit itself names them. */
export const levelWords: Readonly<Record<string, string>> = {
  exceeded: 'Standards Exceeded',
  met: 'Standards Met',
  approaching: 'Approaching Standards',
  'not-met': 'Standards Not Met',
  'not-published': 'Not Published',
};

const day = (iso: string | undefined): string =>
  iso ? dayInWords(Temporal.PlainDate.from(iso)) : '';

const list = (...parts: (string | undefined | null | false)[]): string =>
  parts.filter(Boolean).join(', ');

const who = ({ person }: FactDetails): string => (person ? personInWords(person) : '');

/** What a fact says besides its moment, in words; facts without fields say nothing. */
const details: Partial<Record<FactType, (given: FactDetails) => string>> = {
  'ods-code-confirmed': ({ code, postcode }) =>
    list(code, postcode === 'differs' && 'its postcode differs from the CQC’s'),
  'nhsmail-checked': ({ found }) =>
    found === 'accounts' ? 'there are accounts already' : 'no accounts',
  'dspt-published': ({ level, edition, coverage }) =>
    list(
      levelWords[level ?? ''],
      `edition ${edition}`,
      coverage === 'inherited' && 'published by headquarters',
    ),
  'otp-requested': ({ channel }) => (channel === 'email' ? 'by email' : 'by post'),
  'person-added': (given) =>
    list(
      who(given),
      given.job,
      given.role,
      given.mobile && `mobile ${maskedMobile(given.mobile)}`,
      given.email && `email ${maskedEmail(given.email)}`,
    ),
  'person-removed': who,
  'nhsmail-replied': ({ outcome }) => replyWords[outcome ?? ''] ?? '',
  'account-created': who,
  'account-activated': who,
  'mailbox-opened': who,
  'leaver-marked': who,
  'joiner-confirmed': who,
  'account-disabled': who,
  'account-re-enabled': who,
  'ticket-raised': ({ reference }) => reference ?? '',
  'ticket-answered': ({ reference }) => reference ?? '',
  'provider-asked': ({ about }) => about ?? '',
  'call-made': ({ about, outcome, again }) =>
    list(
      outcomeWords[outcome as CallOutcome],
      `about ${matterWords[about as CallMatter]}`,
      again && `again on ${day(again)}`,
    ),
  'opted-out': toldInWords,
  'opted-in': toldInWords,
  'person-opted-out': (given) => list(who(given), toldInWords(given)),
  'person-opted-in': (given) => list(who(given), toldInWords(given)),
  paused: ({ reason }) => reason ?? '',
  parked: ({ until, reason }) => list(`until ${day(until)}`, reason),
  'stall-noted': ({ stall }) => (stall ? stallInWords(stall) : ''),
  'stall-cleared': ({ stall }) => (stall ? stallInWords(stall) : ''),
  closed: ({ reason }) => reason ?? '',
};

/** What a fact is called, and what it says; retractions and hand-overs need to know of others. */
export function factInWords({ type, details: given }: Pick<RecordedFact, 'type' | 'details'>): {
  title: string;
  detail: string;
} {
  if (!isFactType(type)) return { title: type, detail: '' };
  return { title: factTypes[type].label, detail: details[type]?.(given) ?? '' };
}
