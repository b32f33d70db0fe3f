import fc from 'fast-check';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { admit } from '../cases/transitions';
import { readFact } from '../facts/read-fact';
import { shippedPolicy } from '../policy';
import { Temporal } from 'temporal-polyfill';
import { checkPeople } from './check-people';
import { factsOfForm } from './facts-of-form';
import { type DraftRow, peopleRows, recordedRows } from './people-list';
import { type PersonEntry, readEntry } from './person-entry';
import { portalOrder } from './portal-order';

const jo = readEntry({
  name: 'Jo Field',
  job: 'Manager',
  role: 'owner and administrator',
  mobile: '07700 900101',
  email: 'Jo@home.example',
});
const sam = readEntry({
  name: 'Sam Bell',
  job: 'Nurse',
  role: 'owner',
  mobile: '07700 900102',
  email: 'sam@home.example',
});

let count = 0;
const id = () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
const draft = (typed: Partial<PersonEntry>, key = id()): DraftRow => ({
  key,
  typed,
  removed: false,
});
const form = (...entries: Partial<PersonEntry>[]) =>
  peopleRows(
    [],
    entries.map((e) => draft(e)),
  );
const check = (...entries: Partial<PersonEntry>[]) =>
  checkPeople(form(...entries), (row) => row.entry.name ?? 'somebody');
const inShort = (...entries: Partial<PersonEntry>[]) => {
  const { wrong, missing, warnings } = check(...entries);
  return [
    ...wrong.map((w) => `${w.field}:${w.code}`),
    ...missing.map((m) => m.code),
    ...warnings.map((w) => `(${w.code})`),
  ].join(' ');
};

describe('what a people form lacks', () => {
  it('nothing, with two people who each have their own', () => {
    expect(inShort(jo, sam)).toBe('');
  });

  it.each<[string, Partial<PersonEntry>[], string]>([
    ['nobody', [], 'no-people'],
    ['one person (case 39)', [jo], 'one-person-only'],
    [
      'no owner',
      [
        { ...jo, role: 'administrator' },
        { ...sam, role: 'member' },
      ],
      'no-owner',
    ],
    ['no administrator', [{ ...jo, role: 'owner' }, sam], 'no-administrator'],
    ['one owner', [jo, { ...sam, role: 'member' }], '(one-owner-only)'],
    ['no role', [{ ...jo, role: null }, sam], 'role-missing'],
    ['no name', [{ ...jo, name: null }, sam], 'name:name-missing'],
    ['an address as name', [{ ...jo, name: 'jo@home.example' }, sam], 'name:not-a-name'],
    ['two lines as name', [{ ...jo, name: 'Jo\u0000Field' }, sam], 'name:invalid-name'],
    ['one name twice', [jo, { ...sam, name: 'jo  FIELD' }], 'name:name-taken name:name-taken'],
    ['no mobile', [jo, { ...sam, mobile: null }], 'mobile-missing'],
    ['no email', [jo, { ...sam, email: null }], 'email-missing'],
    ['a landline', [jo, { ...sam, mobile: '01522123456' }], 'mobile:not-a-uk-mobile mobile-not-uk'],
    ['a bad address', [jo, { ...sam, email: 'sam@' }], 'email:invalid-email email-malformed'],
    [
      'one mobile for two (case 40)',
      [jo, { ...sam, mobile: jo.mobile }],
      'mobile:duplicate-mobile mobile:duplicate-mobile mobile-shared',
    ],
    [
      'one email for two (case 41)',
      [jo, { ...sam, email: jo.email }],
      'email:duplicate-email email:duplicate-email email-shared',
    ],
    ['a desk', [jo, { ...sam, email: 'manager@home.example' }], '(generic-account)'],
    [
      'somebody on NHSmail, two new besides (case 42)',
      [jo, sam, { ...sam, name: 'Di', mobile: '+447700900103', email: 'di@nhs.net' }],
      '(has-nhsmail-account)',
    ],
    [
      'somebody on NHSmail and one new',
      [jo, { ...sam, email: 'sam@nhs.net' }],
      '(has-nhsmail-account) (fewer-than-two-new)',
    ],
    ['head office (case 44)', [jo, { ...sam, job: 'Regional HR' }], '(head-office-person)'],
    ['a role nobody offers', [jo, { ...sam, role: 'king' }], 'role:invalid-role (one-owner-only)'],
    ['a secret as job', [jo, { ...sam, job: 'password: hunter22' }], 'job:invalid-job'],
    ['a job without end', [jo, { ...sam, job: 'n'.repeat(61) }], 'job:too-long'],
  ])('%s', (_, entries, expected) => {
    expect(inShort(...entries)).toBe(expected);
  });

  it('takes ten and blocks the eleventh (case 39)', () => {
    const many = (n: number) =>
      Array.from({ length: n }, (__, i) => ({
        ...sam,
        name: `Person ${'abcdefghijk'[i]}`,
        role: i === 0 ? 'owner and administrator' : 'owner',
        mobile: `+4477009001${String(i).padStart(2, '0')}`,
        email: `p${i}@home.example`,
      }));
    expect(inShort(...many(10))).toBe('');
    const { wrong, missing } = check(...many(11));
    expect(wrong.map((w) => [w.code, w.message])).toEqual([
      ['too-many-people', expect.stringContaining('through the helpdesk')],
    ]);
    expect(missing.map((m) => m.code)).toEqual(['too-many-people']);
  });

  it.each(['Director of Nursing', 'Activities director', 'Deputy manager', 'Chef', 'Charge nurse'])(
    'does not take %p for head office',
    (job) => {
      expect(inShort(jo, { ...sam, job })).toBe('');
    },
  );

  it('speaks of people as it is told to', () => {
    expect(check(jo, { ...sam, mobile: null }).missing.map((m) => m.ask)).toEqual([
      'What is the mobile number of Sam Bell?',
    ]);
  });

  const national = fc
    .integer({ min: 0, max: 999_999 })
    .map((n) => `7700${String(n).padStart(6, '0')}`);
  const prefix = fc.constantFrom('0', '+44', '0044', '44', '+44 (0)', '+44-0', ' 0', '(0)');
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '\u00a0', '.', '\u200b'), {
    minLength: 10,
    maxLength: 10,
  });
  const written = (n: string, start: string, between: string[]) =>
    start + [...n].map((d, i) => d + (between[i] ?? '')).join('');

  it('sees two people with one mobile, however each is written', () => {
    fc.assert(
      fc.property(national, prefix, gaps, prefix, gaps, (n, p1, g1, p2, g2) => {
        const found = inShort(
          { ...jo, ...readMobile(written(n, p1, g1)) },
          { ...sam, ...readMobile(written(n, p2, g2)) },
        );
        expect(found).toBe('mobile:duplicate-mobile mobile:duplicate-mobile mobile-shared');
      }),
    );
  });
  const readMobile = (mobile: string) => ({ mobile: readEntry({ mobile }).mobile });

  it('sees two people with one email, in whatever letter case and with whatever came along', () => {
    const cased = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(cased, fc.constantFrom(' ', '\u00a0', '\u200b', '\t'), (upper, junk) => {
        const email = [...'jo@home.example']
          .map((c, i) => (upper[i] ? c.toUpperCase() : c))
          .join('');
        expect(
          inShort(jo, { ...sam, email: readEntry({ email: junk + email + junk }).email }),
        ).toBe('email:duplicate-email email:duplicate-email email-shared');
      }),
    );
  });

  it('takes any text in any box without an error of its own', () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(text, text, text, text, text, (name, job, role, mobile, email) => {
        check(readEntry({ name, job, role, mobile, email }), jo);
      }),
    );
  });
});

describe('a form that goes over what is recorded', () => {
  const facts = a.factsOf(
    a.caseOpened('2026-11-01'),
    a.named('2026-11-02', 'p1', { ...strip(jo) }),
    a.named('2026-11-02', 'p2', { ...strip(sam) }),
  );
  const state = fold(facts);
  const names: Record<string, string> = { p1: 'Jo Field', p2: 'Sam Bell' };
  const recorded = recordedRows(state, (ref) => names[ref] ?? null);
  const sent = (...drafts: DraftRow[]) =>
    factsOfForm(peopleRows(recorded, drafts), '2026-11-20').map(
      ({ type, person, on, ...rest }) => `${type} ${person} ${JSON.stringify(rest)} ${on}`,
    );

  it('says nothing when nothing has changed', () => {
    expect(sent()).toEqual([]);
    expect(sent(draft({ mobile: sam.mobile }, 'p2'))).toEqual([]);
  });

  it('tells only what has changed of somebody known, and all of somebody new', () => {
    const kim = readEntry({ name: 'Kim Noor', role: 'member', mobile: '07700900105' });
    expect(sent(draft({ mobile: '+447700900109' }, 'p2'), draft(kim))).toEqual([
      'person-added Sam Bell {"mobile":"+447700900109"} 2026-11-20',
      'person-added Kim Noor {"role":"member","mobile":"+447700900105"} 2026-11-20',
    ]);
  });

  it('keeps what somebody else changed of the same person meanwhile', () => {
    const [row] = peopleRows(
      [{ key: 'p2', entry: { ...sam, email: 'sam.bell@home.example' } }],
      [draft({ mobile: '+447700900109' }, 'p2')],
    );
    expect(row?.entry).toMatchObject({ mobile: '+447700900109', email: 'sam.bell@home.example' });
  });

  it('leaves out a draft about somebody who has been taken off', () => {
    expect(peopleRows([], [draft({ mobile: '+447700900109' }, 'p2')])).toEqual([]);
  });

  it.each<[string, DraftRow[]]>([
    ['taken off', [{ key: 'p2', typed: {}, removed: true }]],
    ['called otherwise', [draft({ name: 'Samantha Bell-Hughes' }, 'p2')]],
    [
      'given each other’s numbers',
      [draft({ mobile: sam.mobile }, 'p1'), draft({ mobile: jo.mobile }, 'p2')],
    ],
    [
      'taken off, and their number given to somebody new',
      [
        { key: 'p2', typed: {}, removed: true },
        draft(readEntry({ name: 'Kim Noor', mobile: sam.mobile ?? '', email: sam.email ?? '' })),
      ],
    ],
    [
      'handing on in a ring with somebody new',
      [
        draft({ mobile: '+447700900109' }, 'p1'),
        draft({ mobile: jo.mobile, email: 'sam2@home.example' }, 'p2'),
        draft(readEntry({ name: 'Kim Noor', mobile: sam.mobile ?? '', email: sam.email ?? '' })),
      ],
    ],
  ])('is recorded fact by fact through the transition table: people %s', (_, drafts) => {
    const rows = peopleRows(recorded, drafts);
    const refs: Record<string, string> = { 'Jo Field': 'p1', 'Sam Bell': 'p2' };
    const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
    const all = [...facts];
    for (const [n, given] of factsOfForm(rows, '2026-11-20').entries()) {
      const fact = readFact({ ...given, person: refs[given.person] ?? given.person }, `new-${n}`);
      admit(all, fact, now, shippedPolicy);
      all.push({ ...facts[0], ...fact, seq: all.length + 1 } as (typeof facts)[number]);
    }
    const after = fold(all).people.filter((p) => p.removedOn === null);
    const wanted = rows.filter((r) => !r.removed);
    const values = (list: { mobile: string | null; email: string | null }[]) =>
      list.map((p) => `${p.mobile} ${p.email}`).sort();
    expect(values(after)).toEqual(values(wanted.map((r) => r.entry)));
  });

  function strip({ job, role, mobile, email }: PersonEntry) {
    return {
      job: job ?? undefined,
      role: role ?? undefined,
      mobile: mobile ?? undefined,
      email: email ?? undefined,
    };
  }
});

describe('the order of the portal', () => {
  it('begins with owners and leaves out those who have an account', () => {
    const role = (name: string, role: string | null, email = `${name}@home.example`) => ({
      name,
      role,
      email,
    });
    const { accounts, joiners } = portalOrder([
      role('mem', 'member'),
      role('none', null),
      role('adm', 'administrator'),
      role('own', 'owner'),
      role('both', 'owner and administrator'),
      role('joins', 'owner', 'joins@nhs.net'),
    ]);
    expect(accounts.map((p) => p.name)).toEqual(['own', 'both', 'adm', 'mem', 'none']);
    expect(joiners.map((p) => p.name)).toEqual(['joins']);
  });
});
