import type { DsptLevel } from '@app/domain';
import { type Agenda, type Happening } from './agenda';
import type { InventedHome } from './invented-town';
import type { PracticeOfficer } from './officers';
import type { Publication } from './publication';
import type { Random } from './random';
import type { Minute, TownTime } from './town-time';

/** A fact as it would be sent. */
export type SentFact = { type: string } & Record<string, unknown>;

/** Something that happened at a home and waits to be told, or to be recorded. */
export interface Told {
  /** When it happened, to put several into their order. */
  at: Minute;
  fact: SentFact;
  /** What the officer writes when the rules block it although it happened; null: lets it be. */
  override: string | null;
}

/** One thing the officer does with the program, in the order entered. */
export type Deed =
  | { do: 'open' }
  | { do: 'record'; told: Told; by?: 'import'; keepAs?: 'mistake' }
  | { do: 'complete-task'; task: string; note: string | null }
  | { do: 'leave-voicemail'; kind: string }
  | { do: 'retract-mistake' };

/** Someone who is to have an account. */
export interface Person {
  name: string;
  mobile: string | null;
  email: string | null;
  role: 'owner' | 'administrator' | 'member';
  /** How likely an "activate" letter moves them; 0 never does. */
  heedsLetters: number;
  account: 'none' | 'created' | 'active' | 'leaving' | 'disabled' | 'gone';
  /** The day they last opened the shared mailbox; null if never. */
  openedOn: number | null;
  /** The last opening the officer was told of. */
  toldOpenedOn: number | null;
}

/** A passcode as the home knows it; the officer knows what she was told. */
export interface Code {
  channel: 'post' | 'email';
  requestedOn: number;
  issuedOn: number;
  arrivedOn: number | null;
}

/** How far a home has really come, whoever knows it. */
export type Phase =
  | 'unasked'
  | 'asked'
  | 'agreed'
  | 'people'
  | 'proof'
  | 'ready'
  | 'submitted'
  | 'accounts'
  | 'live'
  | 'over';

/** Something the officer has resolved to do on one of her next days. */
export type OfficerAct =
  | { what: 'close'; reason: string }
  | { what: 'reopen' | 'hand-over' | 'retract' | 'resume' | 'review' }
  /** Recorded for the wrong home; found out a few days later. */
  | { what: 'mistake'; fact: { type: string; fields: Record<string, unknown> } }
  /** A fact of the moment it is recorded. */
  | { what: 'note'; type: string; fields: Record<string, unknown> };

/** Everything that may happen at a home, and what comes with it. */
export interface HappeningDetails {
  invite: null;
  'letter-read': { clock: string; rung: string; person: string | null };
  answer: null;
  step: null;
  'post-comes': { code: number };
  'helpdesk-replies': { submission: number };
  'accounts-made': null;
  activates: { person: number };
  'opens-mailbox': null;
  'dspt-published': { level: DsptLevel };
  'register-says': { fact: SentFact };
  'news-reaches-officer': null;
  'task-comes-up': { task: string; kind: string; person: string | null; tries: number };
  'officer-does': OfficerAct;
  'ticket-answered': { reference: string };
  'fate-strikes': { stage: number };
  aftercare: null;
  joins: { person: string };
  'comes-back': { person: string };
}

export type HappeningName = keyof HappeningDetails;

/** A home and everyone in it: what is true there, and what the officer has still to hear. */
export interface Home {
  index: number;
  place: InventedHome;
  officer: PracticeOfficer;
  random: Random;
  agenda: Agenda<Happening<HappeningName>>;
  caseId: string | null;
  phase: Phase;
  people: Person[];
  /** Requested passcodes, oldest first. */
  codes: Code[];
  submissions: number;
  /** Tickets raised with the helpdesk. */
  tickets: number;
  openTickets: Set<string>;
  /** What it has published of the DSPT, newest last; the first may be yet to come. */
  dspt: Publication[];
  /** Whether the officer waits for an answer to a question. */
  asked: boolean;
  /** Whether the officer has closed the case. */
  closed: boolean;
  /** Chased in vain so often; a home that never answers is closed in the end. */
  silentFor: number;
  /** Happened, and not yet told. */
  untold: Told[];
  /** Told, and lies on the officer's desk. */
  told: Told[];
  /** What is done with the program at the present moment. */
  deeds: Deed[];
  /** Id of the fact recorded by mistake, to be retracted. */
  mistake: string | null;
  /** Days the manager is away, first and last included. */
  away: readonly (readonly [from: number, to: number])[];
}

/** What the inhabitants look at besides their home. */
export interface Surroundings {
  time: TownTime;
  officers: readonly PracticeOfficer[];
  now: Minute;
}

/** Enters something into the agenda of a home. */
export function enter<N extends HappeningName>(
  home: Home,
  moment: Minute,
  name: N,
  details: HappeningDetails[N],
): void {
  home.agenda.enter({ at: moment, name, with: details });
}
