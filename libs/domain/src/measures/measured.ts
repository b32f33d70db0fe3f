import type { DsptStatusLevel } from '../dspt/status-text';
import type { Eligible } from '../dspt/assess';
import type { Stage } from '../cases/stages';
import type { StallCode } from '../stalls/stall-codes';

/** What a site counts as: the level it stands at, that it lapsed, or that no list shows it. */
export type MeasuredLevel = DsptStatusLevel | 'lapsed' | 'not-listed';

/** Where a site counts, as the register had it on the day counted for; null: it gives none. */
export interface Place {
  /** The local authority as CQC writes it. */
  authority: string | null;
  icb: string | null;
  careHome: boolean | null;
}

/** One site that counts in the denominator, as it stood on the day. */
export interface MeasuredSite {
  place: Place;
  level: MeasuredLevel;
  /** It stands under its headquarters' publication. */
  isInherited: boolean;
  eligible: Eligible;
  /** The last day its DSPT lasts, `YYYY-MM-DD`; null when it may not apply. */
  validTo: string | null;
  /** `live`: by a case of ours; `found`: it has NHSmail, and nobody knows whence; null: no. */
  nhsmail: 'live' | 'found' | null;
}

/** What happens to a passcode that is counted. */
export const passcodeEvents = ['requested', 'received', 'used', 'expired', 'superseded'] as const;
export type PasscodeEvent = (typeof passcodeEvents)[number];

export const passcodeChannels = ['post', 'email'] as const;
export type PasscodeChannel = (typeof passcodeChannels)[number];

/** A step that a month's cases took. */
export type Step = 'started' | 'submitted' | 'live';

/**
 * What counts as a contact in support of a home. A call put off to tomorrow is none yet, and what is
 * settled without a call never was one.
 */
export const contactKinds = [
  'note',
  'asked',
  'replied',
  'call-spoke',
  'call-voicemail',
  'call-wrong-number',
] as const;
export type ContactKind = (typeof contactKinds)[number];

export const isContactKind = (kind: string): kind is ContactKind =>
  (contactKinds as readonly string[]).includes(kind);

export const workshopKinds = ['workshop', 'surgery'] as const;
export type WorkshopKind = (typeof workshopKinds)[number];

/** Everything the twelve measures count, of one area or one part of it. */
export interface Measured {
  /** The Europe/London day counted for, `YYYY-MM-DD`: the state is that of its end. */
  day: string;
  sites: readonly MeasuredSite[];
  /** Steps that fell in the month up to the day. */
  steps: readonly { place: Place; step: Step }[];
  /** Stays at a stage that ended in the month, in days and parts of days. */
  stays: readonly { place: Place; stage: Stage; days: number }[];
  passcodes: readonly { place: Place; channel: PasscodeChannel; event: PasscodeEvent }[];
  /** Open cases that are stuck at the end of the day: each reason with the days since it holds. */
  stalled: readonly { place: Place; reasons: readonly { code: StallCode; days: number }[] }[];
  /** Submissions of which it was settled in the month whether the reply came within 48 hours. */
  replies: readonly { place: Place; isWithin: boolean }[];
  contacts: readonly { place: Place; kind: ContactKind }[];
  workshops: readonly { places: readonly Place[]; kind: WorkshopKind; homes: number }[];
}

/** What one measure comes to: numbers by the keys its definition lists. What is 0 may be left out. */
export type Figures = Readonly<Record<string, number>>;
