import fc from 'fast-check';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { shippedPolicy } from '../policy';
import { type RegisteredSite, readiness } from './readiness';

const site: RegisteredSite = { inScope: true, postcode: 'LN1 1AA', odsCode: 'VLX1A' };
const day = '2026-11-20';

const ann = { mobile: '07700900121', email: 'ann@example.org', role: 'owner' };
const bob = { mobile: '07700900122', email: 'bob@example.org', role: 'owner and administrator' };
const ods = (code: string, postcode?: string) => ({ ...a.odsCode('2026-11-03', code), postcode });

/** What the case begins with: of each kind one thing, right, wrong or absent. */
const beginnings: readonly (readonly (a.GivenFact | null)[])[] = [
  [a.agreed('2026-11-02'), a.declined('2026-11-02'), null],
  [a.nhsmailChecked('2026-11-02'), a.nhsmailChecked('2026-11-02', 'accounts'), null],
  [
    a.published('2026-08-01'),
    a.published('2026-08-01', 'not-met'),
    a.published('2026-08-01', 'not-published'),
    a.published('2025-06-01', 'met', '24/25'),
    null,
  ],
  [ods('VLX1A', 'agrees'), ods('VLX1A', 'differs'), ods('VLX1A'), ods('AB12'), ods('V12345'), null],
  [
    a.named('2026-11-05', 'Ann', ann),
    a.named('2026-11-05', 'Ann', { ...ann, mobile: undefined }),
    a.named('2026-11-05', 'Ann', { ...ann, mobile: '01522123456' }),
    a.named('2026-11-05', 'Ann', { ...ann, email: undefined }),
    a.named('2026-11-05', 'Ann', { ...ann, email: 'ann@' }),
    a.named('2026-11-05', 'Ann'),
    null,
  ],
  [
    a.named('2026-11-05', 'Bob', bob),
    a.named('2026-11-05', 'Bob', { ...bob, mobile: ann.mobile }),
    a.named('2026-11-05', 'Bob', { ...bob, email: ann.email }),
    a.named('2026-11-05', 'Bob', { ...bob, role: 'member' }),
    null,
  ],
  [
    a.contactId('2026-11-10'),
    a.requested('2026-11-10'),
    a.requested('2026-11-10', 'email'),
    a.requested('2026-10-20'),
    a.requested('2026-10-01'),
    null,
  ],
  [a.dormant('2026-11-12'), null, null, null],
];

/** The fact that gives what each item asks for. */
const answers: Readonly<Record<string, readonly a.GivenFact[]>> = {
  'site-dormant': [a.siteReopened('2026-11-13')],
  declined: [a.agreed('2026-11-13')],
  'not-agreed': [a.agreed('2026-11-13')],
  'existing-nhsmail-unknown': [a.nhsmailChecked('2026-11-13')],
  'already-has-nhsmail': [a.nhsmailChecked('2026-11-13')],
  'dspt-unknown': [a.published('2026-11-13')],
  'dspt-not-published': [a.published('2026-11-13')],
  'dspt-too-low': [a.published('2026-11-13')],
  'dspt-expired': [a.published('2026-11-13')],
  'ods-code-missing': [ods('VLX1A')],
  'ods-code-headquarters': [ods('VLX1A')],
  'ods-code-impossible': [ods('VLX1A')],
  'postcode-differs': [ods('VLX1A', 'agrees')],
  'postcode-not-compared': [ods('VLX1A', 'agrees')],
  'no-people': [a.named('2026-11-13', 'Ann'), a.named('2026-11-13', 'Bob')],
  'one-person-only': [a.named('2026-11-13', 'Ann'), a.named('2026-11-13', 'Bob')],
  'role-missing': [
    a.named('2026-11-13', 'Ann', { role: 'member' }),
    a.named('2026-11-13', 'Bob', { role: 'member' }),
  ],
  'no-owner': [a.named('2026-11-13', 'Bob', { role: 'owner' })],
  'no-administrator': [a.named('2026-11-13', 'Bob', { role: 'owner and administrator' })],
  'mobile-missing': [
    a.named('2026-11-13', 'Ann', { mobile: ann.mobile }),
    a.named('2026-11-13', 'Bob', { mobile: bob.mobile }),
  ],
  'mobile-not-uk': [a.named('2026-11-13', 'Ann', { mobile: ann.mobile })],
  'mobile-shared': [a.named('2026-11-13', 'Bob', { mobile: bob.mobile })],
  'email-missing': [
    a.named('2026-11-13', 'Ann', { email: ann.email }),
    a.named('2026-11-13', 'Bob', { email: bob.email }),
  ],
  'email-malformed': [a.named('2026-11-13', 'Ann', { email: ann.email })],
  'email-shared': [a.named('2026-11-13', 'Bob', { email: bob.email })],
  'passcode-in-the-post': [a.received('2026-11-14')],
  'passcode-in-the-email': [a.received('2026-11-14')],
  'passcode-perhaps-dead': [a.contactId('2026-11-14')],
  'passcode-dead': [a.contactId('2026-11-14')],
  'proof-missing': [a.contactId('2026-11-14')],
};

const right = beginnings.map(([first]) => first ?? null);
// The last kind begins with a dormant site: a right case has none.
right[right.length - 1] = null;

/** One thing wrong at a time, and nobody named at all. */
const oneWrong = [
  ...beginnings.flatMap((some, kind) =>
    some.map((one) => right.map((fact, n) => (n === kind ? one : fact))),
  ),
  right.map((fact, n) => (n === 4 || n === 5 ? null : fact)),
];

/** Mends what is missing until nothing is, in the order picked. @returns the codes that were listed */
function mendAll(
  chosen: readonly (a.GivenFact | null)[],
  pick: (among: number) => number,
): string[] {
  const facts = [a.caseOpened('2026-11-01'), ...chosen.filter((fact) => fact !== null)];
  const mended: string[] = [];
  for (;;) {
    const found = readiness(fold(a.factsOf(...facts)), site, day, shippedPolicy);
    const codes = found.missing.map((m) => m.code);
    expect(codes.filter((code) => mended.includes(code))).toEqual([]);
    expect(found.ready).toBe(codes.length === 0);
    if (codes.length === 0) return mended;
    const code = codes[pick(codes.length)] ?? '';
    expect(Object.keys(answers)).toContain(code);
    facts.push(...(answers[code] ?? []));
    mended.push(code);
  }
}

describe('mending a case item by item', () => {
  it('each item goes when what it asks for is recorded, never comes back, and in the end the case is ready', () => {
    const met = oneWrong.flatMap((chosen) => mendAll(chosen, () => 0));
    expect([...new Set(met)].sort()).toEqual(Object.keys(answers).sort());
  });

  it('whatever is wrong together, and in whatever order it is mended', () => {
    const beginning = fc.tuple(...beginnings.map((some) => fc.constantFrom(...some)));
    fc.assert(
      fc.property(beginning, fc.infiniteStream(fc.nat()), (chosen, picks) => {
        mendAll(chosen, (among) => Number(picks.next().value) % among);
      }),
      { numRuns: 100 },
    );
  });
});
