import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { shippedPolicy } from '../policy';
import { wantedRungs } from './all-clocks';

const settings = { policy: shippedPolicy, calendar: england };
const wanted = (facts: Fact[]) => wantedRungs(fold(facts), settings);

/** What runs: "clock person since day", once for each. */
const running = (...given: a.GivenFact[]): string[] => [
  ...new Set(
    wanted(a.factsOf(...given)).map(({ clock, person, anchor }) =>
      [clock, person, anchor].filter((word) => word !== null).join(' '),
    ),
  ),
];

/** Every order of these. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, n) =>
    orders(items.filter((_, other) => other !== n)).map((rest) => [item, ...rest]),
  );
}

const end = '2027-02-20T10:00:00Z';
const closing = [a.closed(end), a.reopened('2027-02-21T10:00:00Z')];
const created = a.created('2027-01-04', 'Ann');
const activated = a.activated('2027-01-10', 'Ann');

describe('activation runs from the creation of an account', () => {
  const since = (day: string): string[] => [`activation Ann ${day}`];

  it.each<[string, a.GivenFact[], string[]]>([
    ['until it is activated', [created], since('2027-01-04')],
    ['not once it is', [created, activated], ['inactivity Ann 2027-01-10']],
    ['nor once the person is taken off', [created, a.removed('2027-01-06', 'Ann')], []],
    ['a person taken off on the very day', [created, a.removed('2027-01-04', 'Ann')], []],
    ['not what happened before', [created, a.removed('2027-01-03', 'Ann')], since('2027-01-04')],
    [
      'not what happened to another',
      [created, a.removed('2027-01-06', 'Bob')],
      since('2027-01-04'),
    ],
    [
      'naming them again brings no old account back',
      [created, a.removed('2027-01-06', 'Ann'), a.named('2027-01-08', 'Ann')],
      [],
    ],
    [
      'a new account does',
      [created, a.removed('2027-01-06', 'Ann'), a.created('2027-01-08', 'Ann')],
      since('2027-01-08'),
    ],
    [
      'a newer account replaces the older',
      [created, a.created('2027-01-08', 'Ann')],
      since('2027-01-08'),
    ],
    [
      'an older one learned late does not',
      [a.created('2027-01-08', 'Ann'), created],
      since('2027-01-08'),
    ],
    [
      'one for each',
      [created, a.created('2027-01-05', 'Bob')],
      [...since('2027-01-04'), 'activation Bob 2027-01-05'],
    ],
    ['closing ends it for good', [created, ...closing], []],
    [
      'the account that was new when the last one was in use',
      [created, activated, a.created('2027-01-20', 'Ann')],
      ['activation Ann 2027-01-20', 'inactivity Ann 2027-01-10'],
    ],
    [
      'a leaver may still activate',
      [created, a.leaving('2027-01-06', 'Ann')],
      [...since('2027-01-04'), 'leaver Ann 2027-01-06'],
    ],
  ])('%s', (_, given, expected) => {
    expect(running(...given)).toEqual(expected);
  });
});

describe('inactivity runs from the last sign of life', () => {
  const ann = [created, activated];
  const since = (day: string): string[] => [`inactivity Ann ${day}`];
  const opened = (day: string) => a.openedMailbox(day, 'Ann');

  it.each<[string, a.GivenFact[], string[]]>([
    ['the activation', ann, since('2027-01-10')],
    ['an opening', [...ann, opened('2027-01-20')], since('2027-01-20')],
    [
      'the newest opening',
      [...ann, opened('2027-01-20'), opened('2027-01-15')],
      since('2027-01-20'),
    ],
    [
      'not an opening by another',
      [...ann, a.openedMailbox('2027-01-20', 'Bob')],
      since('2027-01-10'),
    ],
    [
      'an opening is no start by itself',
      [created, opened('2027-01-20')],
      ['activation Ann 2027-01-04'],
    ],
    ['taken off: it stops', [...ann, a.removed('2027-01-20', 'Ann')], []],
    ['leaving: it stops', [...ann, a.leaving('2027-01-20', 'Ann')], ['leaver Ann 2027-01-20']],
    [
      'disabled: it stops',
      [...ann, a.disabled('2027-01-20', 'Ann')],
      ['long-leave Ann 2027-01-20'],
    ],
    ['closed: it stops for good', [...ann, ...closing], []],
    [
      'until the mailbox is opened again',
      [...ann, ...closing, opened('2027-02-22')],
      since('2027-02-22'),
    ],
    [
      'an opening by a leaver does not start it',
      [...ann, a.leaving('2027-01-20', 'Ann'), opened('2027-01-25')],
      ['leaver Ann 2027-01-20'],
    ],
    [
      'nor one of an account that is disabled',
      [...ann, a.disabled('2027-01-20', 'Ann'), opened('2027-01-25')],
      ['long-leave Ann 2027-01-20'],
    ],
    [
      'nor one by somebody taken off',
      [...ann, a.removed('2027-01-20', 'Ann'), opened('2027-01-25')],
      [],
    ],
    [
      'but one by somebody named again',
      [...ann, a.removed('2027-01-20', 'Ann'), a.named('2027-01-22', 'Ann'), opened('2027-01-25')],
      since('2027-01-25'),
    ],
    [
      'enabled again: not by that alone',
      [...ann, a.disabled('2027-01-20', 'Ann'), a.enabledAgain('2027-01-25', 'Ann')],
      [],
    ],
    [
      'enabled again: at the next opening',
      [
        ...ann,
        a.disabled('2027-01-20', 'Ann'),
        a.enabledAgain('2027-01-25', 'Ann'),
        opened('2027-01-26'),
      ],
      since('2027-01-26'),
    ],
    [
      'a new activation starts it whatever came before',
      [
        ...ann,
        a.removed('2027-01-20', 'Ann'),
        a.created('2027-01-22', 'Ann'),
        a.activated('2027-01-25', 'Ann'),
      ],
      since('2027-01-25'),
    ],
    [
      'a stop dated before it',
      [...ann, a.leaving('2027-01-09', 'Ann')],
      ['inactivity Ann 2027-01-10', 'leaver Ann 2027-01-09'],
    ],
  ])('%s', (_, given, expected) => {
    expect(running(...given)).toEqual(expected);
  });

  it('an opening on the day of the activation counts anew', () => {
    const facts = a.factsOf(...ann, opened('2027-01-10'));
    expect(new Set(wanted(facts).map((r) => r.anchorFact))).toEqual(new Set(['fact-2']));
  });
});

describe('leavers and long leave', () => {
  const leaving = a.leaving('2027-01-10', 'Ann');
  const disabled = a.disabled('2027-01-10', 'Ann');

  it.each<[string, a.GivenFact[], string[]]>([
    ['a leaver', [leaving], ['leaver Ann 2027-01-10']],
    ['joined elsewhere', [leaving, a.joined('2027-01-15', 'Ann')], []],
    ['joined elsewhere that day', [leaving, a.joined('2027-01-10', 'Ann')], []],
    [
      'joined elsewhere before',
      [leaving, a.joined('2027-01-09', 'Ann')],
      ['leaver Ann 2027-01-10'],
    ],
    [
      'taken off: still a leaver',
      [leaving, a.removed('2027-01-12', 'Ann')],
      ['leaver Ann 2027-01-10'],
    ],
    ['marked again', [leaving, a.leaving('2027-01-12', 'Ann')], ['leaver Ann 2027-01-12']],
    [
      'marked again after joining',
      [leaving, a.joined('2027-01-11', 'Ann'), a.leaving('2027-01-12', 'Ann')],
      ['leaver Ann 2027-01-12'],
    ],
    ['a closed case has no leavers to wait for', [leaving, ...closing], []],
    ['disabled', [disabled], ['long-leave Ann 2027-01-10']],
    ['enabled again', [disabled, a.enabledAgain('2027-01-15', 'Ann')], []],
    ['taken off', [disabled, a.removed('2027-01-15', 'Ann')], []],
    ['taken off before', [disabled, a.removed('2027-01-05', 'Ann')], ['long-leave Ann 2027-01-10']],
    [
      'disabled once more',
      [disabled, a.enabledAgain('2027-01-15', 'Ann'), a.disabled('2027-01-18', 'Ann')],
      ['long-leave Ann 2027-01-18'],
    ],
    [
      'disabled after leaving: both run',
      [leaving, a.disabled('2027-01-12', 'Ann')],
      ['leaver Ann 2027-01-10', 'long-leave Ann 2027-01-12'],
    ],
    ['a closed case', [disabled, ...closing], []],
  ])('%s', (_, given, expected) => {
    expect(running(...given)).toEqual(expected);
  });
});

describe('an account told in any order comes to the same', () => {
  const told: [string, a.GivenFact[]][] = [
    ['in use', [created, activated, a.openedMailbox('2027-01-20', 'Ann')]],
    [
      'leaving',
      [created, activated, a.leaving('2027-01-20', 'Ann'), a.openedMailbox('2027-01-25', 'Ann')],
    ],
    [
      'back from leave',
      [
        activated,
        a.disabled('2027-01-20', 'Ann'),
        a.enabledAgain('2027-01-25', 'Ann'),
        a.openedMailbox('2027-01-28', 'Ann'),
      ],
    ],
    [
      'taken off and back',
      [
        a.removed('2027-01-12', 'Ann'),
        a.created('2027-01-15', 'Ann'),
        a.activated('2027-01-18', 'Ann'),
        created,
      ],
    ],
    [
      'named, taken off, named',
      [a.named('2027-01-02', 'Ann'), a.removed('2027-01-12', 'Ann'), a.named('2027-01-15', 'Ann')],
    ],
  ];

  it.each(told)('%s', (_, given) => {
    const facts = a.factsOf(...given);
    const told = (list: Fact[]) => {
      const { accounts, people } = fold(list);
      return {
        accounts,
        removed: people.map((p) => p.removedOn),
        rungs: wanted(list).map((r) => [r.clock, r.rung, r.anchorFact]),
      };
    };
    const straight = told([...facts].sort((x, y) => (x.on ?? '').localeCompare(y.on ?? '')));
    for (const order of orders(facts)) expect(told(order)).toEqual(straight);
  });
});

describe('DSPT', () => {
  const met = a.published('2026-05-20', 'met', '25/26');
  const approaching = a.published('2026-06-20', 'approaching', '25/26');

  it.each<[string, a.GivenFact[], string[]]>([
    ['met', [met], ['dspt-currency 2026-05-20']],
    ['exceeded', [a.published('2026-05-20', 'exceeded')], ['dspt-currency 2026-05-20']],
    ['approaching', [approaching], ['approaching-to-met 2026-06-20']],
    ['not met', [a.published('2026-05-20', 'not-met')], []],
    ['not published', [a.published('2026-05-20', 'not-published')], []],
    [
      'approaching, then met',
      [approaching, a.published('2026-07-01')],
      ['dspt-currency 2026-07-01'],
    ],
    ['met, then approaching', [met, approaching], ['approaching-to-met 2026-06-20']],
    ['met, then not met: nothing to keep', [met, a.published('2026-06-20', 'not-met')], []],
    ['an older one learned late', [approaching, met], ['approaching-to-met 2026-06-20']],
    [
      'published again that day: the one recorded last',
      [met, a.published('2026-05-20', 'approaching')],
      ['approaching-to-met 2026-05-20'],
    ],
    ['closed', [met, ...closing], []],
    [
      'published anew once it was reopened',
      [met, ...closing, a.published('2027-02-22')],
      ['dspt-currency 2027-02-22'],
    ],
  ])('%s', (_, given, expected) => {
    expect(running(...given)).toEqual(expected);
  });

  it('once it has lapsed no letter warns of it any more', () => {
    const lapsed: Fact = {
      id: 'fired',
      type: followUpFired,
      on: null,
      at: '2027-06-30T23:00:00Z',
      details: { clock: 'dspt-currency', rung: 'expired', anchorFact: 'fact-0' },
      override: null,
    };
    expect(wanted([...a.factsOf(met), lapsed]).map((r) => r.rung)).toEqual(['expired']);
  });
});

describe('silence and tickets', () => {
  const asked = a.asked('2027-01-11T10:00:00Z');
  const raised = a.ticketRaised('2027-01-11T10:00:00Z', 'INC-7');
  const silent = ['provider-silence 2027-01-11'];

  it.each<[string, a.GivenFact[], string[]]>([
    ['asked', [asked], silent],
    ['replied', [asked, a.answered('2027-01-12T10:00:00Z')], []],
    ['replied at that very moment', [asked, a.answered('2027-01-11T10:00:00Z')], []],
    ['replied before they were asked', [asked, a.answered('2027-01-11T09:59:59Z')], silent],
    ['asked again', [asked, a.asked('2027-01-13T10:00:00Z')], ['provider-silence 2027-01-13']],
    [
      'an older question learned late',
      [a.asked('2027-01-13T10:00:00Z'), asked],
      ['provider-silence 2027-01-13'],
    ],
    ['a question learned late, answered since', [a.answered('2027-01-12T10:00:00Z'), asked], []],
    ['a question learned late, opted out since', [a.optedOut('2027-01-12T10:00:00Z'), asked], []],
    ['opted out', [asked, a.optedOut('2027-01-12T10:00:00Z')], []],
    [
      'opted out and in again: nothing resumes by itself',
      [asked, a.optedOut('2027-01-12T10:00:00Z'), a.optedIn('2027-01-13T10:00:00Z')],
      [],
    ],
    ['asked although they had opted out', [a.optedOut('2027-01-10T10:00:00Z'), asked], silent],
    [
      'a letter by itself is no question',
      [a.requested('2027-01-11', 'email')],
      ['otp-validity 2027-01-11'],
    ],
    ['closed', [asked, ...closing], []],
    ['a ticket', [raised], ['ticket INC-7 2027-01-11']],
    ['answered', [raised, a.ticketAnswered('2027-01-12T10:00:00Z', 'INC-7')], []],
    [
      'one of two answered',
      [
        raised,
        a.ticketRaised('2027-01-12T10:00:00Z', 'INC-8'),
        a.ticketAnswered('2027-01-12T10:00:00Z', 'INC-7'),
      ],
      ['ticket INC-8 2027-01-12'],
    ],
    [
      'raised again',
      [
        raised,
        a.ticketAnswered('2027-01-12T10:00:00Z', 'INC-7'),
        a.ticketRaised('2027-01-13T10:00:00Z', 'INC-7'),
      ],
      ['ticket INC-7 2027-01-13'],
    ],
    ['closed with a ticket open', [raised, ...closing], []],
  ])('%s', (_, given, expected) => {
    expect(running(...given)).toEqual(expected);
  });
});

describe('a pause stops silence and tickets only', () => {
  const asked = a.asked('2027-01-11T10:00:00Z');
  const raised = a.ticketRaised('2027-01-11T10:00:00Z', 'INC-7');
  const days = (...given: a.GivenFact[]): string[] =>
    wanted(a.factsOf(...given)).map((r) =>
      r.onHold ? `${r.rung} on hold` : `${r.rung} ${r.dueAt.toString().slice(0, 10)}`,
    );

  it.each<[string, string, string, string[]]>([
    // Working days after Monday 11 January 2027: 12, 13, 14, 15, 18…
    ['whole days', '2027-01-12T10:00:00Z', '2027-01-14T10:00:00Z', ['2027-01-15', '2027-01-19']],
    [
      'over 09:00 only',
      '2027-01-12T08:59:00Z',
      '2027-01-12T09:01:00Z',
      ['2027-01-14', '2027-01-18'],
    ],
    [
      'begun at exactly 09:00',
      '2027-01-12T09:00:00Z',
      '2027-01-12T12:00:00Z',
      ['2027-01-14', '2027-01-18'],
    ],
    [
      'over at exactly 09:00',
      '2027-01-11T12:00:00Z',
      '2027-01-12T09:00:00Z',
      ['2027-01-13', '2027-01-15'],
    ],
    [
      'between two nines',
      '2027-01-12T09:01:00Z',
      '2027-01-13T08:59:00Z',
      ['2027-01-13', '2027-01-15'],
    ],
    ['a weekend', '2027-01-15T12:00:00Z', '2027-01-18T08:00:00Z', ['2027-01-13', '2027-01-15']],
  ])('%s', (_, from, to, [second, fourth]) => {
    expect(days(raised, a.paused(from), a.resumed(to))).toEqual([
      `working-day-2 ${second}`,
      `working-day-4 ${fourth}`,
    ]);
  });

  it('in summer 09:00 is 08:00 in Greenwich', () => {
    const summer = a.ticketRaised('2027-07-05T10:00:00Z', 'INC-7');
    const pausedAt = (from: string, to: string) => days(summer, a.paused(from), a.resumed(to))[0];
    expect(pausedAt('2027-07-06T07:30:00Z', '2027-07-06T08:00:00Z')).toBe(
      'working-day-2 2027-07-07',
    );
    expect(pausedAt('2027-07-06T07:30:00Z', '2027-07-06T08:00:01Z')).toBe(
      'working-day-2 2027-07-08',
    );
  });

  it('two pauses both count', () => {
    const pauses = [
      a.paused('2027-01-12T08:00:00Z'),
      a.resumed('2027-01-12T10:00:00Z'),
      a.paused('2027-01-14T08:00:00Z'),
      a.resumed('2027-01-15T08:00:00Z'),
    ];
    expect(days(raised, ...pauses)).toEqual([
      'working-day-2 2027-01-15',
      'working-day-4 2027-01-19',
    ]);
  });

  it('a pause before the question changes nothing', () => {
    const before = [a.paused('2027-01-04T10:00:00Z'), a.resumed('2027-01-08T10:00:00Z')];
    expect(days(...before, asked)).toEqual(days(asked));
  });

  it('while it lasts only the rungs reached before it have a day', () => {
    expect(days(raised, a.paused('2027-01-13T10:00:00Z'))).toEqual([
      'working-day-2 2027-01-13',
      'working-day-4 on hold',
    ]);
    expect(days(raised, a.paused('2027-01-13T09:00:00Z'))).toEqual([
      'working-day-2 on hold',
      'working-day-4 on hold',
    ]);
  });

  it('leaves every other clock alone', () => {
    const others = [
      a.requested('2027-01-11'),
      a.created('2027-01-11', 'Ann'),
      a.disabled('2027-01-11', 'Bob'),
      a.leaving('2027-01-11', 'Cat'),
      a.published('2026-05-20'),
    ];
    const pause = a.paused('2027-01-11T10:00:00Z');
    expect(days(...others, pause)).toEqual(days(...others));
  });

  it('names the paused days in the basis', () => {
    const [first] = wanted(
      a.factsOf(raised, a.paused('2027-01-12T08:00:00Z'), a.resumed('2027-01-12T10:00:00Z')),
    );
    expect(first?.basis[1]).toBe(
      'Working day 2 after that is Thursday 14 January 2027 at 9:00am. Not counted: Tuesday 12 January 2027 (paused).',
    );
  });

  it('a site without service holds back only the silence', () => {
    const dormant = [a.dormant('2027-01-12'), a.siteReopened('2027-01-14')];
    expect(days(raised, ...dormant)).toEqual(days(raised));
    expect(days(asked, ...dormant)[0]).toBe('working-day-5 2027-01-20');
    expect(days(asked, a.dormant('2027-01-12'))[0]).toBe('working-day-5 on hold');
    const [first] = wanted(a.factsOf(asked, ...dormant));
    expect(first?.basis[1]).toContain('Tuesday 12 January 2027 (the site was dormant)');
  });
});
