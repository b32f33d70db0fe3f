import { londonDay } from '@app/domain';
import { orderedId, orderOfCase } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { Matter } from './letter-matter';

/** A matter of a draft, with its place among all that were ever in the letter. */
export interface DraftMatter {
  seq: number;
  matter: Matter;
  /** Not stored, or not with these words. */
  isNew: boolean;
}

/** A letter not yet sent, as it is to stand in the ledger. */
export interface Draft {
  id: string;
  /** `new`: not in the ledger; `waiting`: planned or put off; `withdrawn`: it comes back. */
  was: 'new' | 'waiting' | 'withdrawn';
  addressKey: Buffer;
  /** Null while none is recorded. */
  address: string | null;
  routine: boolean;
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
  sendFrom: Temporal.Instant;
  /** Planned ahead: it is asked again on its day. */
  stale: boolean;
  /** Something new is in it, so that it gets its own time of trying. */
  hasNews: boolean;
  /** Where its readers can stop these letters; null until it is written. */
  stopUrl: string | null;
  matters: DraftMatter[];
  /** Places that were ever taken. */
  places: number;
}

/** The routine letters of one address that bear on what may be sent to it. */
export interface AddressLetters {
  /** The letter that waits to be sent, which anything new joins. */
  open: Draft | null;
  /** Europe/London days, from today on, of which a letter has gone, may have gone, or is in hand. */
  taken: Set<string>;
  /** Cases at more than one site are open for it. */
  hasSeveralSites: boolean;
}

/** Where a matter that is written again had its place. */
export interface BeforeLetter {
  letterId: string;
  was: 'waiting' | 'withdrawn';
  seq: number;
  /** Places of that letter that were ever taken. */
  places: number;
  stopUrl: string | null;
  /** When it was to be tried next. */
  notBefore?: Temporal.Instant;
  /** Europe/London day it was to go, `YYYY-MM-DD`, of one that waits. */
  day?: string;
}

/** A matter that is to be written to somebody. */
export interface Errand {
  matter: Matter;
  addressKey: Buffer;
  address: string | null;
  /** Routine matters share one letter an address a day; others do not wait for one another. */
  routine: boolean;
  /** When it may go, in sending hours; its words are those of that Europe/London day. */
  from: Temporal.Instant;
  /** Of those not routine, the ones with the same mark share a letter. */
  mark: string;
  /** The letter it was in, which goes on or comes back if there is no other to join. */
  before?: BeforeLetter;
}

/** Where a matter has got to. */
export interface Placement {
  letterId: string;
  /** Europe/London day the letter goes, `YYYY-MM-DD`. */
  day: string;
  /** Its letter has another matter for this reader of this case already. */
  merged: boolean;
}

/** A manager's homes fall due one after another on a morning: their letter waits for all of them. */
const gatheringMinutes = 2;

/** Puts matters into letters: one routine letter an address. Reads and writes nothing. */
export class Drafts {
  private readonly touched = new Set<Draft>();
  private readonly events = new Map<string, Draft>();
  private readonly goneOn = new Set<string>();

  /** @param letters by address key in hex; addresses without letters may be left out */
  constructor(
    private readonly letters: Map<string, AddressLetters>,
    private readonly now: Temporal.Instant,
  ) {}

  add(errand: Errand): Placement {
    const draft = errand.routine ? this.routine(errand) : this.event(errand);
    const { matter, before } = errand;
    const merged = draft.matters.some(
      (m) => m.matter.caseId === matter.caseId && m.matter.recipient === matter.recipient,
    );
    const back = before?.letterId === draft.id ? before : null;
    if (!back || back.was === 'withdrawn') draft.hasNews = true;
    draft.matters.push({ seq: back ? back.seq : ++draft.places, matter, isNew: true });
    this.touched.add(draft);
    return { letterId: draft.id, day: draft.day, merged };
  }

  /** What has to be written: letters that something was added to. */
  all(): Draft[] {
    return [...this.touched];
  }

  private routine(errand: Errand): Draft {
    const key = errand.addressKey.toString('hex');
    const of = this.letters.get(key) ?? { open: null, taken: new Set(), hasSeveralSites: false };
    this.letters.set(key, of);
    const { open } = of;
    const day = londonDay(errand.from).toString();
    if (!open) {
      if (of.taken.has(day)) throw new Error(`A routine letter has gone to an address on ${day}`);
      of.open = this.begin(errand, of.hasSeveralSites);
      return of.open;
    }
    if (day < open.day && !of.taken.has(day))
      // What it says already was written for another day.
      Object.assign(open, { day, sendFrom: errand.from, stale: true });
    return open;
  }

  private event(errand: Errand): Draft {
    const name = `${errand.addressKey.toString('hex')} ${errand.mark}`;
    const draft = this.events.get(name) ?? this.begin(errand, false);
    this.events.set(name, draft);
    return draft;
  }

  private begin(errand: Errand, gathers: boolean): Draft {
    const { addressKey, address, routine, from, matter } = errand;
    const before = this.firstFor(errand.before);
    const day = londonDay(from).toString();
    // One that is only written again has waited for the others already.
    const isGathered = before?.day === day;
    const sendFrom = gathers && !isGathered ? from.add({ minutes: gatheringMinutes }) : from;
    return {
      id: before?.letterId ?? this.idFor(matter),
      was: before?.was ?? 'new',
      addressKey,
      address,
      routine,
      day,
      sendFrom: later(before?.notBefore ?? sendFrom, sendFrom),
      stale: this.isAhead(day),
      hasNews: before?.was !== 'waiting',
      stopUrl: before?.stopUrl ?? null,
      matters: [],
      places: before?.places ?? 0,
    };
  }

  private idFor({ caseId, kind, recipient }: Matter): string {
    return orderedId(this.now, orderOfCase(caseId), `${kind} ${recipient}`);
  }

  /** A letter goes on once, though its matters may go to several addresses by now. */
  private firstFor(before: BeforeLetter | undefined): BeforeLetter | undefined {
    if (!before || this.goneOn.has(before.letterId)) return undefined;
    this.goneOn.add(before.letterId);
    return before;
  }

  private isAhead(day: string): boolean {
    return day > londonDay(this.now).toString();
  }
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) > 0 ? a : b;
