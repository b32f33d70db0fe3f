/** One rung as the published table words it. Letters and tasks go out in sending hours. */
export interface OracleRung {
  rung: string;
  /** Calendar days after the anchor at `hour` o'clock, or elapsed minutes after the anchor moment. */
  after: { days: number; hour: number } | { minutes: number };
  what: 'letter' | 'task' | 'recorded';
  to: 'provider' | 'officer' | null;
  letter: string | null;
  last?: true;
  answersAnEvent?: true;
}

const letter = (rung: string, days: number, name: string): OracleRung => ({
  rung,
  after: { days, hour: 9 },
  what: 'letter',
  to: 'provider',
  letter: name,
});

const task = (rung: string, days: number): OracleRung => ({
  rung,
  after: { days, hour: 9 },
  what: 'task',
  to: 'officer',
  letter: null,
});

const twoDays = { minutes: 48 * 60 };

/** The three ladders, copied by hand from the published table and from nowhere else. */
export const oracleLadders = {
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
    { rung: 'expired', after: { days: 29, hour: 0 }, what: 'recorded', to: null, letter: null },
  ],
  'nhsmail-reply': [
    {
      rung: 'expect',
      after: { minutes: 0 },
      what: 'letter',
      to: 'provider',
      letter: 'submitted',
      answersAnEvent: true,
    },
    { rung: 'breach', after: twoDays, what: 'recorded', to: null, letter: null },
    { rung: 'call', after: twoDays, what: 'task', to: 'officer', letter: null },
  ],
} as const satisfies Record<string, readonly OracleRung[]>;

export type OracleClock = keyof typeof oracleLadders;
