import {
  defaultWording,
  type LetterInput,
  type LetterPart,
  type LetterSection,
} from '@app/letters';

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
    received: false,
    useBy: '2027-01-21',
    provisional: true,
    channel: 'post',
    daysLeft: 14,
    last: false,
  },
  'otp-expiring, last': {
    kind: 'otp-expiring',
    received: false,
    useBy: '2027-01-21',
    provisional: false,
    channel: 'post',
    daysLeft: 2,
    last: true,
  },
  'otp-expiring, by email, on the last day': {
    kind: 'otp-expiring',
    received: false,
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
  activate: { kind: 'activate', createdOn: '2026-12-21', inactiveOn: '2027-01-20', last: false },
  'activate, last': {
    kind: 'activate',
    createdOn: '2026-12-04',
    inactiveOn: '2027-01-03',
    last: true,
  },
  'keep-alive': {
    kind: 'keep-alive',
    days: 30,
    people: [{ name: 'Alex Doe', since: '2026-12-08', until: '2027-01-07' }],
  },
  'keep-alive, two people': {
    kind: 'keep-alive',
    days: 30,
    people: [
      { name: 'Alex Doe', since: '2026-12-08', until: '2027-01-07' },
      { name: null, since: '2026-12-07', until: '2027-01-06' },
    ],
  },
  leaver: { kind: 'leaver', name: 'Alex Doe', since: '2026-12-31', until: '2027-01-30' },
  'leaver, name gone': { kind: 'leaver', name: null, since: '2026-12-31', until: '2027-01-30' },
  'long-leave': {
    kind: 'long-leave',
    months: 18,
    people: [{ name: 'Alex Doe', since: '2025-09-30', until: '2027-03-30' }],
  },
  'long-leave, two people': {
    kind: 'long-leave',
    months: 18,
    people: [
      { name: 'Alex Doe', since: '2025-09-30', until: '2027-03-30' },
      { name: 'Kim Lee', since: '2025-09-29', until: '2027-03-29' },
    ],
  },
  'dspt-expiring': {
    kind: 'dspt-expiring',
    edition: '25/26',
    validTo: '2027-06-30',
    daysLeft: 90,
    last: false,
    approaching: false,
    inherited: false,
    applied: false,
  },
  'dspt-expiring, last, by the head office': {
    kind: 'dspt-expiring',
    edition: '25/26',
    validTo: '2027-06-30',
    daysLeft: 7,
    last: true,
    approaching: false,
    inherited: true,
    applied: true,
  },
  'dspt-expiring, approaching': {
    kind: 'dspt-expiring',
    edition: '25/26',
    validTo: '2027-06-30',
    daysLeft: 60,
    last: false,
    approaching: true,
    inherited: false,
    applied: true,
  },
  'dspt-expiring, approaching, by the head office': {
    kind: 'dspt-expiring',
    edition: '25/26',
    validTo: '2027-06-30',
    daysLeft: 0,
    last: true,
    approaching: true,
    inherited: true,
    applied: false,
  },
  reminder: {
    kind: 'reminder',
    about: 'the names of the staff who need an account',
    askedOn: '2026-12-21',
    last: false,
    hasNhsmail: false,
  },
  'reminder, last': {
    kind: 'reminder',
    about: 'who opens the shared mailbox. ',
    askedOn: '2026-12-14',
    last: true,
    hasNhsmail: true,
  },
} satisfies Record<string, LetterPart>;

/** What a test may change of the letter: its parts, or anything of each section at once. */
interface Changes extends Partial<Omit<LetterInput, 'sections'>> {
  parts?: readonly LetterPart[];
  home?: LetterSection['home'];
  officer?: LetterSection['officer'];
  answerUrl?: string | null;
}

/** A letter to a named manager about a passcode, with anything changed that the test is about. */
export function letterInput({
  parts,
  home,
  officer,
  answerUrl,
  ...rest
}: Changes = {}): LetterInput {
  return {
    sections: (parts ?? [sampleParts['otp-arrived']]).map((part) => ({
      part,
      home: home ?? { name: 'Oak House', town: 'Lincoln' },
      officer: officer ?? { name: 'Jo Reed', email: 'jo.reed@association.example' },
      answerUrl: answerUrl ?? null,
    })),
    recipientName: 'Sam Carter',
    day: '2026-12-31',
    stopUrl: null,
    association: 'the care association',
    wording: defaultWording,
    ...rest,
  };
}
