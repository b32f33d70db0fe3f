import {
  after,
  asHappened,
  closedSince,
  dayOfFact,
  endedBy,
  type GivenFact,
  latest,
} from './given-fact';

const of = (facts: readonly GivenFact[], type: string, person: string | undefined): GivenFact[] =>
  facts.filter((f) => f.type === type && f.person === person);

/** Everyone any fact names. */
export const everyone = (facts: readonly GivenFact[]): string[] => [
  ...new Set(facts.flatMap((f) => f.person ?? [])),
];

/** The people of the application as it stands, each by the fact that named them last. */
export function present(facts: readonly GivenFact[]): GivenFact[] {
  return everyone(facts).flatMap((person) => {
    const last = latest(
      facts.filter(
        (f) => f.person === person && (f.type === 'person-added' || f.type === 'person-removed'),
      ),
    );
    return last?.type === 'person-added' ? [last] : [];
  });
}

/** A mobile number as it is compared: no spaces or punctuation, +44 in front. */
const mobileOf = (given: string): string =>
  given
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+440/, '+44')
    .replace(/^0/, '+44')
    .replace(/^44/, '+44');

/** Source: the numbering plan; 070 is personal numbering, 076 is pagers except 07624. */
const ukMobile = /^\+447(?:[1-57-9]\d{8}|624\d{6})$/;

const emailOf = (given: string): string => given.trim().toLowerCase();

/** What stands against naming this person, if nothing overrides it. */
function cannotBeNamed(facts: readonly GivenFact[], f: GivenFact): boolean {
  const others = present(facts).filter((p) => p.person !== f.person);
  if (others.length >= 10) return true;
  if (f.mobile && !ukMobile.test(mobileOf(f.mobile))) return true;
  if (f.email && !/^\S+@\S+\.\S+$/.test(emailOf(f.email))) return true;
  return others.some(
    (p) =>
      (f.mobile && p.mobile && mobileOf(p.mobile) === mobileOf(f.mobile)) ||
      (f.email && p.email && emailOf(p.email) === emailOf(f.email)),
  );
}

/** Source: the HTML standard's form of an address, with a dot after the @; RFC 5321 for the lengths. */
function canBeAnAddress(given: string): boolean {
  const address = emailOf(given);
  const [local = '', host = '', ...more] = address.split('@');
  return (
    more.length === 0 &&
    address.length <= 254 &&
    local.length <= 64 &&
    local.split('.').every((atom) => /^[\w!#$%&'*+/=?^`{|}~-]+$/.test(atom)) &&
    host.includes('.') &&
    host.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  );
}

/** Whether it says something else of each. */
const allDiffer = (values: readonly string[]): boolean => new Set(values).size === values.length;

/**
 * Whether all is said of the people that the portal asks for (domain rules, stage 3): 2 to 10 of them,
 * each with a UK mobile and an address of their own and something to be in the mailbox; an owner and an
 * administrator among them.
 */
export function isWholeList(facts: readonly GivenFact[]): boolean {
  const people = present(facts).map(({ person }) => {
    const told = of(facts, 'person-added', person);
    return {
      mobile: mobileOf(told.map((f) => f.mobile ?? f.heldMobile).findLast(Boolean) ?? ''),
      email: emailOf(told.map((f) => f.email ?? f.heldEmail).findLast(Boolean) ?? ''),
      role: (told.findLast((f) => f.role)?.role ?? '').trim(),
    };
  });
  const someIs = (role: RegExp): boolean => people.some((p) => role.test(p.role));
  return (
    people.length >= 2 &&
    people.length <= 10 &&
    people.every((p) => p.role !== '' && ukMobile.test(p.mobile) && canBeAnAddress(p.email)) &&
    allDiffer(people.map((p) => p.mobile)) &&
    allDiffer(people.map((p) => p.email)) &&
    someIs(/(?<![a-z])owner(?![a-z])/i) &&
    someIs(/(?<![a-z])admin(?:istrator)?(?![a-z])/i)
  );
}

/** Whether the account was disabled, and not enabled again, by this day. */
function isDisabled(facts: readonly GivenFact[], person: string | undefined, day: string): boolean {
  const turns = [
    ...of(facts, 'account-disabled', person),
    ...of(facts, 'account-re-enabled', person),
  ].sort((a, b) => a.index - b.index);
  return latest(turns.filter((f) => dayOfFact(f) <= day))?.type === 'account-disabled';
}

/** Whether a fact about people and their accounts contradicts what stands. */
export function contradictsPeople(facts: readonly GivenFact[], f: GivenFact): boolean {
  switch (f.type) {
    case 'person-added':
      return !f.override && cannotBeNamed(facts, f);
    case 'person-removed':
    case 'person-opted-out':
    case 'person-opted-in':
      return !everyone(facts).includes(f.person ?? '');
    case 'account-activated':
      return !of(facts, 'account-created', f.person).some((c) => dayOfFact(c) <= dayOfFact(f));
    case 'account-re-enabled':
      return !isDisabled(facts, f.person, dayOfFact(f));
    default:
      return false;
  }
}

/** The newest start of this kind for a person that nothing has ended. */
function running(
  facts: readonly GivenFact[],
  start: string,
  person: string,
  stops: string[],
): GivenFact[] {
  const newest = latest(of(facts, start, person));
  if (!newest || closedSince(facts, newest)) return [];
  const isStop = (f: GivenFact): boolean => f.person === person && stops.includes(f.type);
  return endedBy(facts, newest, isStop) ? [] : [newest];
}

/** The account nobody has activated yet. */
export const toActivate = (facts: readonly GivenFact[], person: string): GivenFact[] =>
  running(facts, 'account-created', person, ['account-activated', 'person-removed']);

export const leaving = (facts: readonly GivenFact[], person: string): GivenFact[] =>
  running(facts, 'leaver-marked', person, ['joiner-confirmed']);

export const onLongLeave = (facts: readonly GivenFact[], person: string): GivenFact[] =>
  running(facts, 'account-disabled', person, ['account-re-enabled', 'person-removed']);

/**
 * The last sign of life of an account that is in use: its activation, or the opening of the mailbox
 * since. An opening by somebody who has left, or of a disabled account, is none.
 */
export function lastSignOfLife(facts: readonly GivenFact[], person: string): GivenFact[] {
  let activated = false;
  const away = { removed: false, leaver: false, disabled: false };
  let last: GivenFact | undefined;
  for (const f of asHappened(facts.filter((f) => f.person === person)))
    switch (f.type) {
      case 'account-activated':
        activated = true;
        last = f;
        break;
      case 'mailbox-opened':
        if (activated && !away.removed && !away.leaver && !away.disabled) last = f;
        break;
      case 'person-added':
        away.removed = false;
        break;
      case 'joiner-confirmed':
        away.leaver = false;
        break;
      case 'account-re-enabled':
        away.disabled = false;
        break;
      case 'person-removed':
        away.removed = true;
        last = undefined;
        break;
      case 'leaver-marked':
        away.leaver = true;
        last = undefined;
        break;
      case 'account-disabled':
        away.disabled = true;
        last = undefined;
        break;
    }
  return last && !after(facts, last).some((f) => f.type === 'closed') ? [last] : [];
}
