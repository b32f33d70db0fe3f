import type { LetterInput, LetterPart } from '@app/letters';

/** One part of each kind, and each in its other tone. */
export const sampleParts = {
  'otp-on-its-way': { kind: 'otp-on-its-way', requestedOn: '2026-12-24', arriveBy: '2026-12-31' },
  'otp-arrived': {
    kind: 'otp-arrived',
    requestedOn: '2026-12-24',
    dayCount: 7,
    useBy: '2027-01-21',
    provisional: true,
  },
  'otp-arrived, issue date known': {
    kind: 'otp-arrived',
    requestedOn: '2026-12-24',
    dayCount: 7,
    useBy: '2027-01-22',
    provisional: false,
  },
  'otp-expiring': {
    kind: 'otp-expiring',
    useBy: '2027-01-21',
    provisional: true,
    channel: 'post',
    daysLeft: 14,
    last: false,
  },
  'otp-expiring, last': {
    kind: 'otp-expiring',
    useBy: '2027-01-21',
    provisional: false,
    channel: 'post',
    daysLeft: 2,
    last: true,
  },
  'otp-expiring, by email, on the last day': {
    kind: 'otp-expiring',
    useBy: '2026-12-31',
    provisional: true,
    channel: 'email',
    daysLeft: 0,
    last: true,
  },
  submitted: {
    kind: 'submitted',
    submittedAt: '2026-10-23T16:00:00Z',
    replyBy: '2026-10-25T16:00:00Z',
  },
} satisfies Record<string, LetterPart>;

/** A letter to a named manager about a passcode, with anything changed that the test is about. */
export function letterInput(changes: Partial<LetterInput> = {}): LetterInput {
  return {
    parts: [sampleParts['otp-arrived']],
    recipientName: 'Sam Carter',
    home: { name: 'Oak House', town: 'Lincoln' },
    officer: { name: 'Jo Reed', email: 'jo.reed@association.example' },
    day: '2026-12-31',
    ...changes,
  };
}
