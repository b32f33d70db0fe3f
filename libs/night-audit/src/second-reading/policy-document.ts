/** One step of a ladder as a policy document words it; at most one of the units of time is given. */
export interface PolicyRung {
  rung: string;
  /** Calendar days after the anchor's day, at 09:00. */
  days?: number;
  /** Elapsed hours after the anchor's moment. */
  hours?: number;
  /** 09:00 of the N-th working day after the anchor's day. */
  workingDays?: number;
  /** Calendar months after the anchor's day, at 09:00. */
  months?: number;
  /** Calendar days before the last valid day, at 09:00. */
  daysBeforeEnd?: number;
  /** 00:00 of the day after the last valid day. */
  atEnd?: boolean;
  act: 'letter' | 'task' | 'record';
  to?: string;
  letter?: string;
  /** Rolls back, not forward: it must precede a deadline. */
  last?: boolean;
  /** False for a letter that answers an event and is not held back for merging. */
  routine?: boolean;
}

/** What of a policy document the dates depend on. Whatever else it holds is left alone. */
export interface PolicyDocument {
  sendingHours?: { from: number; to: number };
  passcodeGoodForDays?: number;
  parkedForDays?: number;
  reviewAfterWorkingDays?: number;
  ladders?: { [clock: string]: PolicyRung[] | undefined };
}

/** A policy document with nothing left open. */
export interface Policy {
  sendingHours: { from: number; to: number };
  passcodeGoodForDays: number;
  parkedForDays: number;
  reviewAfterWorkingDays: number;
  ladders: Record<string, readonly PolicyRung[]>;
}

const letter = (rung: string, days: number, name: string, to = 'provider'): PolicyRung => ({
  rung,
  days,
  act: 'letter',
  to,
  letter: name,
});

const task = (rung: string, days: number): PolicyRung => ({
  rung,
  days,
  act: 'task',
  to: 'officer',
});

const dsptLadder: readonly PolicyRung[] = [
  ...[90, 60, 30, 14, 7].map(
    (days): PolicyRung => ({
      rung: `days-${days}`,
      daysBeforeEnd: days,
      act: 'letter',
      to: 'provider',
      letter: 'dspt-expiring',
      ...(days === 7 ? { last: true } : {}),
    }),
  ),
  { rung: 'expired', atEnd: true, act: 'record' },
];

const workingDays = (n: number, act: PolicyRung['act'], to: string): PolicyRung => ({
  rung: `working-day-${n}`,
  workingDays: n,
  act,
  to,
  ...(act === 'letter' ? { letter: 'reminder' } : {}),
});

/**
 * The ladders as the published table words them, copied by hand from there: where a policy says
 * nothing of a clock, this is what holds.
 */
const publishedPolicy: Policy = {
  sendingHours: { from: 9, to: 17 },
  passcodeGoodForDays: 28,
  parkedForDays: 90,
  reviewAfterWorkingDays: 10,
  ladders: {
    'otp-arrival': [
      letter('day-5', 5, 'otp-on-its-way'),
      letter('day-7', 7, 'otp-arrived'),
      task('day-10', 10),
    ],
    'otp-validity': [
      letter('day-14', 14, 'otp-expiring'),
      letter('day-21', 21, 'otp-expiring'),
      { ...letter('day-26', 26, 'otp-expiring'), last: true },
      task('day-26-call', 26),
      { rung: 'expired', atEnd: true, act: 'record' },
    ],
    'nhsmail-reply': [
      { rung: 'expect', act: 'letter', to: 'provider', letter: 'submitted', routine: false },
      { rung: 'breach', hours: 48, act: 'record' },
      { rung: 'call', hours: 48, act: 'task', to: 'officer' },
    ],
    activation: [
      letter('day-3', 3, 'activate', 'person'),
      letter('day-10', 10, 'activate', 'person'),
      letter('day-20', 20, 'activate', 'person'),
      { ...letter('day-27', 27, 'activate', 'person'), last: true },
      task('at-risk', 30),
    ],
    inactivity: [
      letter('day-23', 23, 'keep-alive'),
      task('day-30', 30),
      task('day-60', 60),
      task('day-90', 90),
    ],
    leaver: [
      { rung: 'marked', act: 'letter', to: 'provider', letter: 'leaver', routine: false },
      { rung: 'day-30', days: 30, act: 'record' },
    ],
    'long-leave': [
      { rung: 'month-15', months: 15, act: 'letter', to: 'provider', letter: 'long-leave' },
      { rung: 'month-17', months: 17, act: 'letter', to: 'provider', letter: 'long-leave' },
      { rung: 'month-18', months: 18, act: 'task', to: 'officer' },
    ],
    'dspt-currency': dsptLadder,
    'approaching-to-met': dsptLadder,
    'provider-silence': [
      workingDays(5, 'letter', 'provider'),
      workingDays(10, 'letter', 'provider'),
      workingDays(20, 'task', 'officer'),
      { rung: 'parked', workingDays: 30, act: 'record' },
    ],
    ticket: [workingDays(2, 'task', 'officer'), workingDays(4, 'task', 'lead')],
  },
};

/** The published policy with what this document says instead. */
export function policyOf(document: PolicyDocument = {}): Policy {
  const ladders: Record<string, readonly PolicyRung[]> = { ...publishedPolicy.ladders };
  for (const [clock, ladder] of Object.entries(document.ladders ?? {}))
    if (ladder) ladders[clock] = ladder;
  return {
    sendingHours: document.sendingHours ?? publishedPolicy.sendingHours,
    passcodeGoodForDays: document.passcodeGoodForDays ?? publishedPolicy.passcodeGoodForDays,
    parkedForDays: document.parkedForDays ?? publishedPolicy.parkedForDays,
    reviewAfterWorkingDays:
      document.reviewAfterWorkingDays ?? publishedPolicy.reviewAfterWorkingDays,
    ladders,
  };
}
