import { type Account, londonDay } from '@app/domain';
import { maskedEmail, maskedMobile } from '../words/masked';
import { capital, dayWords } from '../words/when';
import type { CaseView } from './case-view';
import { type CasePerson, isHere, peopleOfCase } from './people-of-case';

/** One of the people as the case page shows them. */
export interface PersonCard {
  name: string;
  role: string;
  /** Masked; in full they stand only on the person's own form. */
  details: string;
  account: string;
  /** Days left to activate the account, or since when that is over; null when none runs. */
  left: string | null;
  here: boolean;
  /** The person's own form; null when nothing can be changed. */
  changeHref: string | null;
  changeText: string;
}

/** Those who are here first, in the order they were named. */
export function presentPeople(view: CaseView): PersonCard[] {
  const people = peopleOfCase(view);
  return [...people.filter(isHere), ...people.filter((one) => !isHere(one))].map((one) =>
    card(one, view),
  );
}

function card(one: CasePerson, view: CaseView): PersonCard {
  const { case: row } = view;
  const { name, named, account, ref } = one;
  const here = isHere(one);
  return {
    name: capital(name),
    role: named?.role
      ? capital(named.role)
      : named
        ? 'Role not known yet'
        : 'Not named for this site',
    details: named && here ? detailsOf(named) : '',
    account: accountInWords(account, named?.removedOn ?? null),
    left: here ? daysLeft(account, view) : null,
    here,
    changeHref:
      row.open && here && named
        ? `/cases/${row.id}/record/person-added?person=${encodeURIComponent(ref)}`
        : null,
    changeText: named && (!named.mobile || !named.email || !named.role) ? 'Complete' : 'Change',
  };
}

const detailsOf = ({ mobile, email }: NonNullable<CasePerson['named']>): string =>
  [
    mobile ? `Mobile ${maskedMobile(mobile)}` : 'No mobile yet',
    email ? `email ${maskedEmail(email)}` : 'no email yet',
  ].join(', ');

/**
 * How long an account nobody has logged in to stays active (domain rules, C4): counted from the
 * clock that watches over it, so that page, letters and calls say the same day.
 */
function daysLeft(account: Account | null, { followUps, now }: CaseView): string | null {
  if (!account?.created || account.activated) return null;
  const { fact } = account.created;
  const end = followUps.find(({ rung, anchorFact }) => rung === 'at-risk' && anchorFact === fact);
  if (!end) return null;
  const day = londonDay(end.dueAt);
  const days = londonDay(now).until(day, { largestUnit: 'days' }).days;
  if (days < 0) return `Inactive since ${dayWords(day.toString())}, unless somebody logged in`;
  if (days === 0) return 'Goes inactive today unless they log in';
  return `${days} ${days === 1 ? 'day' : 'days'} left to log in, until ${dayWords(day.toString())}`;
}

/** What the last report of somebody's account says. */
function accountInWords(account: Account | null, removedOn: string | null): string {
  const goneOn = removedOn ?? account?.removedOn;
  if (goneOn) return `Taken off on ${dayWords(goneOn)}`;
  if (!account) return 'No account yet';
  if (account.joinedElsewhereOn && account.leaver)
    return `Joined elsewhere, confirmed on ${dayWords(account.joinedElsewhereOn)}`;
  if (account.leaver) return `Marked as a leaver on ${dayWords(account.leaver.on)}`;
  if (account.disabled) return `Account disabled since ${dayWords(account.disabled.on)}`;
  const opened = account.lastOpenedOn
    ? `; last known to have opened the mailbox on ${dayWords(account.lastOpenedOn)}`
    : '; not known to have opened the mailbox';
  if (account.activated) return `Account activated on ${dayWords(account.activated.on)}${opened}`;
  if (account.created)
    return `Account created on ${dayWords(account.created.on)}, not activated yet`;
  return `No account yet${account.lastOpenedOn ? opened : ''}`;
}
