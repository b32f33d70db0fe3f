import { learned, on, type Story } from './lived-cases';

const opened = (daysAgo = 60): Story => [on(daysAgo, 'case-opened'), on(daysAgo - 1, 'agreed')];
const posted = (daysAgo: number) => on(daysAgo, 'otp-requested', { channel: 'post' });
const dspt = (daysAgo: number, level: string, edition: string) =>
  on(daysAgo, 'dspt-published', { level, edition, coverage: 'own' });

/** Some of the days from one to another: each caseload takes others, all take long to live. */
const daysOf =
  (turn: number) =>
  (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, n) => from + n).filter((n) => n % turns === turn);

/** So many caseloads share the days among them. */
const turns = 5;

const named = (person: string, n: number) =>
  on(50, 'person-added', {
    person,
    mobile: `0790000000${n}`,
    email: `person${n}@home.example`,
    role: n === 1 ? 'owner' : 'member',
  });

const people = ['Amina Ashdown', 'Bryn & Coyle', 'Carla Dhillon'];

/** A home whose accounts were made so many days ago. */
const accounts = (daysAgo: number, ...more: Story): Story => [
  ...opened(),
  ...people.map((person, n) => named(person, n + 1)),
  ...people.map((person) => on(daysAgo, 'account-created', { person })),
  ...more,
];

/**
 * One case each: every clock at many ages, and what holds letters back, merges them, moves them,
 * stops them or ends them.
 * @param edition a DSPT edition whose end may lie in the time to come
 * @param turn which of the days from which clocks count, 0 to 4
 */
export function forecastStories(edition: string, turn: number): Story[] {
  const days = daysOf(turn);
  return [
    ...days(0, 30).map((daysAgo) => [...opened(), posted(daysAgo)]),
    ...days(3, 29).map((daysAgo) => [
      ...opened(),
      on(daysAgo, 'otp-requested', { channel: 'email' }),
      dspt(40, daysAgo % 2 === 0 ? 'met' : 'approaching', edition),
    ]),
    // The day of issue is learned late, so that what waits moves.
    ...days(5, 12).map((daysAgo) => [
      ...opened(),
      posted(daysAgo),
      learned(daysAgo - 3, 'otp-issued'),
    ]),
    // Two clocks of the provider in step: their letters become one.
    ...days(0, 27).map((daysAgo) => [
      ...opened(),
      dspt(45, 'met', edition),
      posted(daysAgo),
      on(7, 'provider-asked', { about: 'the people' }, [10, 0]),
    ]),
    ...days(0, 6).map((daysAgo) => [...opened(), on(daysAgo, 'submitted', {}, [16, 30])]),
    ...days(1, 44).map((daysAgo) => [
      ...opened(90),
      on(daysAgo, 'provider-asked', { about: 'the DSPT' }, [11, 0]),
    ]),
    ...days(0, 6).map((daysAgo) => [
      ...opened(),
      on(daysAgo, 'ticket-raised', { reference: 'INC1' }, [8, 30]),
      on(daysAgo, 'ticket-raised', { reference: 'INC2' }, [8, 45]),
    ]),
    ...days(0, 31).map((daysAgo) => accounts(daysAgo)),
    ...days(1, 26).map((daysAgo) =>
      accounts(
        30,
        ...people.slice(1).map((person) => on(daysAgo, 'account-activated', { person })),
        on(Math.min(daysAgo, 4), 'mailbox-opened', { person: people[2] }),
        on(0, 'leaver-marked', { person: people[1] }),
      ),
    ),
    ...days(440, 470).map((daysAgo) => [
      ...opened(500),
      on(480, 'account-created', { person: people[0] }),
      on(daysAgo, 'account-disabled', { person: people[0] }),
    ]),
    // Opted out: letters to the provider do not go, all else does.
    ...days(2, 9).map((daysAgo) => [
      ...accounts(daysAgo, posted(daysAgo), dspt(50, 'met', edition)),
      on(1, 'opted-out', {}, [9, 30]),
    ]),
    [...accounts(5, posted(4), dspt(50, 'met', edition)), on(1, 'site-deregistered')],
    // Paused, and paused no more: working days do not count in between.
    [
      ...opened(),
      on(6, 'provider-asked', { about: 'x' }, [9, 0]),
      on(3, 'paused', { reason: 'ill' }),
    ],
    [
      ...opened(),
      on(9, 'ticket-raised', { reference: 'INC3' }, [9, 0]),
      on(8, 'paused', { reason: 'ill' }),
      on(2, 'resumed'),
    ],
    // Recorded late: only the newest past rung goes.
    ...days(0, 30).map((happened) => [
      ...opened(),
      learned(happened, 'otp-requested', { channel: 'post' }),
    ]),
    // One letter has gone that day: the next waits for the day after.
    ...days(0, 30).map((happened) => [
      ...opened(),
      on(5, 'otp-requested', { channel: 'post' }),
      on(3, 'dspt-published', { level: 'met', edition, coverage: 'own' }),
      learned(happened, 'provider-asked', { about: 'the people' }),
    ]),
    // Replaced, closed, reopened, replied.
    [...opened(), posted(20), posted(6)],
    [...opened(), posted(12), on(1, 'closed', { reason: 'sold' }, [12, 0])],
    [...opened(), posted(12), on(3, 'closed', { reason: 'sold' }, [12, 0]), on(2, 'reopened')],
    [...opened(), on(9, 'submitted'), on(8, 'nhsmail-replied', { outcome: 'accepted' })],
  ];
}
