import { Temporal } from 'temporal-polyfill';
import type { StallCode } from '../stalls/stall-codes';
import { londonDay } from '../time/london';
import type { Asker, DsptLevel, FactType, followUpFired, WayTold } from './fact-types';

/** What a fact says, apart from its moment. Each type carries only its own fields. */
export interface FactDetails {
  channel?: 'post' | 'email';
  code?: string;
  level?: DsptLevel;
  edition?: string;
  coverage?: 'own' | 'inherited';
  /** Who it is about: the name as given, or in the database a reference without meaning. */
  person?: string;
  mobile?: string;
  email?: string;
  role?: string;
  job?: string;
  outcome?: string;
  postcode?: 'agrees' | 'differs';
  found?: 'none' | 'accounts';
  reference?: string;
  about?: string;
  until?: string;
  again?: string;
  text?: string;
  stall?: StallCode;
  officer?: string;
  asker?: Asker;
  how?: WayTold;
  reason?: string;
  fact?: string;
  clock?: string;
  rung?: string;
  anchorFact?: string;
}

/** Something that happened to a case. Never changed once recorded; a retraction corrects it. */
export interface Fact {
  id: string;
  type: FactType | typeof followUpFired;
  /** The Europe/London day it happened, `YYYY-MM-DD`, when only the day is known. */
  on: string | null;
  /** The instant it happened, ISO 8601 UTC, when that is known. */
  at: string | null;
  details: FactDetails;
  /** Why a block was set aside, when it was. */
  override: string | null;
}

/** A fact with its place in the case's history. */
export interface RecordedFact extends Fact {
  /** 1 for the first fact of the case, then without gaps. */
  seq: number;
  /** ISO 8601 UTC. */
  recordedAt: string;
  /** `officer:<id>`, `system`, `import`… */
  recordedBy: string;
}

/** The Europe/London day of a fact, `YYYY-MM-DD`, whether it was given as a day or an instant. */
export function dayOf({ on, at }: Pick<Fact, 'on' | 'at'>): string {
  return on ?? londonDay(Temporal.Instant.from(at ?? '')).toString();
}
