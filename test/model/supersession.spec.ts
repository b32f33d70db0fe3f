import { type ClockSettings, type Fact, shippedPolicy } from '@app/domain';
import { england } from '../builders/calendars';
import { type Found, walkAllOrders } from './all-orders';
import { sized, tellFigure } from '../harness/full-size';
import { type Fault, faultOf, type Told } from './told';

/*
 * No letter names a retired code, advises a step that is not open, or goes out after its reason
 * ended: checked over all orders of request, issue, arrive, arrive late, use, submit, reply,
 * retract, close, reopen and the passing of time, run through the engine itself.
 *
 * MODEL_DEPTH sets how many steps an order has: 5 in a run of all tests, 6 (some 34,000 orders, about
 * a minute of one core) at full size; 7 (some 210,000 orders) takes about seven minutes:
 * MODEL_DEPTH=7 npx jest test/model
 */
const depth = Number(process.env.MODEL_DEPTH ?? sized(5, 6));
const shipped: ClockSettings = { policy: shippedPolicy, calendar: england };

interface Seen {
  orders: number;
  /** How many of each letter left. */
  letters: Record<string, number>;
  /** The first order found for each fault. */
  faults: Partial<Record<Fault, Found>>;
}

function check(
  length: number,
  heard?: (fact: Fact) => Fact | null,
  settings: ClockSettings = shipped,
): Seen {
  const seen: Seen = { orders: 0, letters: {}, faults: {} };
  const onLetter = (found: Found): void => {
    const { letter } = found.sent;
    seen.letters[letter] = (seen.letters[letter] ?? 0) + 1;
    const fault = faultOf(found.sent, found.told);
    if (fault) seen.faults[fault] ??= found;
  };
  seen.orders = walkAllOrders({ settings, depth: length, heard, onLetter });
  return seen;
}

describe('every order of what may happen around a passcode', () => {
  it(`no letter is wrong in any order of ${depth} steps`, () => {
    const { orders, letters, faults } = check(depth);
    const failures = Object.keys(faults).length;
    tellFigure({ name: `orders of ${depth} steps without a wrong letter`, n: orders, failures });
    expect(faults).toEqual({});
    // A walk that went nowhere would find no fault either.
    expect(orders).toBeGreaterThan(4 ** depth);
    expect(Object.keys(letters).sort()).toEqual([
      'otp-arrived',
      'otp-expiring',
      'otp-on-its-way',
      'reminder',
      'submitted',
    ]);
  }, 1_800_000);
});

describe('a fault put in on purpose is found', () => {
  /** An engine that never hears of facts of a kind. */
  const deafTo =
    (type: string) =>
    (fact: Fact): Fact | null =>
      fact.type === type ? null : fact;

  it.each<[string, Fault, (fact: Fact) => Fact | null]>([
    [
      'a second request',
      'names a retired code',
      (fact) => (fact.type === 'otp-requested' && fact.id !== 'step-0' ? null : fact),
    ],
    ['a retraction', 'names a retired code', deafTo('retracted')],
    ['an arrival', 'advises a step not open', deafTo('otp-received')],
    ['a use', 'advises a step not open', deafTo('otp-used')],
    ['a submission', 'goes after its reason ended', deafTo('submitted')],
    ['a reply of the provider', 'goes after its reason ended', deafTo('provider-replied')],
    ['a reply of NHSmail', 'goes after its reason ended', deafTo('nhsmail-replied')],
    ['the end of the case', 'goes after its reason ended', deafTo('closed')],
  ])('an engine deaf to %s: a letter %s', (_, fault, heard) => {
    expect(Object.keys(check(3, heard).faults)).toContain(fault);
  });

  it('an engine that believes codes live longer advises using a dead one', () => {
    const letter = { act: 'letter', to: 'provider', letter: 'otp-expiring' } as const;
    const ladders = {
      ...shippedPolicy.ladders,
      'otp-validity': [{ rung: 'day-40', days: 40, ...letter }],
    };
    const policy = { ...shippedPolicy, passcodeGoodForDays: 60, ladders };
    const { faults } = check(2, undefined, { ...shipped, policy });
    expect(Object.keys(faults)).toEqual(['advises a step not open']);
  });
});

describe('what is wrong with a letter, by the rules alone', () => {
  const told = (...facts: [type: string, day: string][]): Told[] =>
    facts.map(([type, day], n) => ({ id: `${n}`, type, day }));
  const request: [string, string] = ['otp-requested', '2026-11-02'];
  const sent = (letter: string, day = '2026-11-09', anchorFact = '0') => ({
    letter,
    anchorFact,
    day,
  });

  it.each<[string, ReturnType<typeof sent>, Told[], Fault | null]>([
    ['a code on its way', sent('otp-arrived'), told(request), null],
    ['a code requested again', sent('otp-arrived'), told(request, request), 'names a retired code'],
    ['a request taken back', sent('otp-arrived'), [], 'names a retired code'],
    [
      'a code that came',
      sent('otp-arrived'),
      told(request, ['otp-received', '2026-11-07']),
      'advises a step not open',
    ],
    [
      'only an older letter came',
      sent('otp-arrived'),
      told(request, ['otp-received', '2026-11-01']),
      null,
    ],
    [
      'a code used',
      sent('otp-expiring'),
      told(request, ['otp-used', '2026-11-07']),
      'advises a step not open',
    ],
    ['its last day', sent('otp-expiring', '2026-11-30'), told(request), null],
    ['the day after', sent('otp-expiring', '2026-12-01'), told(request), 'advises a step not open'],
    [
      'a later issue',
      sent('otp-expiring', '2026-12-01'),
      told(request, ['otp-issued', '2026-11-04']),
      null,
    ],
    [
      'submitted already',
      sent('otp-expiring'),
      told(request, ['submitted', '2026-11-07']),
      'goes after its reason ended',
    ],
    [
      'closed',
      sent('otp-expiring'),
      told(request, ['closed', '2026-11-07']),
      'goes after its reason ended',
    ],
    ['asked', sent('reminder'), told(['provider-asked', '2026-11-02']), null],
    [
      'answered',
      sent('reminder'),
      told(['provider-asked', '2026-11-02'], ['provider-replied', '2026-11-03']),
      'goes after its reason ended',
    ],
    ['the question was taken back', sent('reminder'), [], 'goes after its reason ended'],
    ['with NHSmail', sent('submitted'), told(['submitted', '2026-11-02']), null],
    [
      'NHSmail replied',
      sent('submitted'),
      told(['submitted', '2026-11-02'], ['nhsmail-replied', '2026-11-03']),
      'goes after its reason ended',
    ],
  ])('%s', (_, letter, facts, fault) => {
    expect(faultOf(letter, facts)).toBe(fault);
  });
});
