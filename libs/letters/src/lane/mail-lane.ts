import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type Database,
  faultPoint,
  type MailTransport,
  type Sealer,
  type SendOutcome,
} from '@app/platform';
import { Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { letterPlace, type SealedLetter } from '../ledger/new-letter';
import { type CircuitState, closeCircuit, openCircuit, readCircuit } from './circuit';
import type { ClaimedLetter } from './claimed-letter';
import { Lease, leaseFrom } from './lease';
import { type Pace, paceOf } from './pace';
import { handBack, saveSettlements, settle } from './settlement';
import { SettlementBuffer } from './settlement-buffer';
import { markLostLetters } from './sweep-leases';
import { type Batch, takeBatch } from './take-batch';
import { withoutRecipient } from './without-recipient';

/** What became of the letters of one run, by outcome. `halt`: handed back untried. */
export type Tally = Record<SendOutcome['kind'], number>;

/** What may be chosen about sending. */
export interface LaneSettings {
  /** So many letters in any minute at most, all workers together; null: no limit. */
  perMinute: number | null;
}

const claimMost = 100;
/** Letters of one batch that are with the mail server at a time: enough for its five connections. */
const abreast = 6;

/**
 * Sends the letters of the ledger that are due. Each is claimed, and the claim committed, before it
 * goes near the mail server; what became of it is saved at once after. Two batches may be under way
 * together: one leaves while the next is claimed.
 */
export class MailLane {
  private readonly log = new Logger('Letters');
  private readonly worker = `${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly pace: Pace | null;
  private readonly runs = new Set<Promise<Tally>>();
  private stopping = false;
  /** This worker has met trouble that holds for all mail, and has taken no letter since. */
  private halted = false;
  private pausesUntil: Temporal.Instant | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly transport: MailTransport,
    settings: LaneSettings = { perMinute: null },
  ) {
    // What stays in the tray burdens no mail server.
    const isLimited = settings.perMinute !== null && transport.kind === 'smtp';
    this.pace = isLimited ? paceOf(settings.perMinute as number) : null;
  }

  /**
   * Sends until no letter is due, it is no longer time to send, mail is halted, or as many have left
   * as the pace allows; then `pausedUntil` says when to go on.
   * @param maySendNow whether letters may go out at a moment (sending hours)
   * @throws when the database is away; letters in hand then become unknown when their lease ends
   */
  sendDue(maySendNow: (now: Temporal.Instant) => boolean = () => true): Promise<Tally> {
    const run = this.run(maySendNow).finally(() => this.runs.delete(run));
    this.runs.add(run);
    return run;
  }

  /**
   * Marks the letters of workers that died as unknown. They are shown to a person and never sent
   * again by themselves.
   * @returns how many
   */
  async sweepLeases(): Promise<number> {
    const lost = await markLostLetters(this.db, this.clock.now());
    if (lost > 0)
      this.log.warn(`${lost} letters were in the hands of a worker that died: see who got them.`);
    return lost;
  }

  /** Whether mail is halted, and why: for all workers together. */
  circuit(): Promise<CircuitState> {
    return readCircuit(this.db);
  }

  /** When to call again, if the last run ended because the pace allowed no more; else null. */
  pausedUntil(): Temporal.Instant | null {
    return this.pausesUntil;
  }

  /** Takes no more letters, waits for those under way, and closes the connections. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.runs);
    await this.transport.close();
  }

  private async run(maySendNow: (now: Temporal.Instant) => boolean): Promise<Tally> {
    const tally: Tally = { sent: 0, deferred: 0, refused: 0, unknown: 0, halt: 0 };
    const troubles: unknown[] = [];
    const lanes: Promise<void>[] = [];
    const open = (): void => {
      if (lanes.length < 2)
        lanes.push(this.lane(tally, maySendNow, open).catch((e: unknown) => void troubles.push(e)));
    };
    open();
    for (const lane of lanes) await lane;
    if (troubles.length > 0) throw troubles[0];
    return tally;
  }

  /** @param more called when a batch was full, so that there is work for another lane */
  private async lane(
    tally: Tally,
    maySendNow: (now: Temporal.Instant) => boolean,
    more: () => void,
  ): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const batch = await this.claim(now, maySendNow);
      if (batch.letters.length === 0) return;
      if (batch.letters.length === claimMost) more();
      await this.sendBatch(batch, leaseFrom(now), tally);
    }
  }

  private async claim(
    now: Temporal.Instant,
    maySendNow: (now: Temporal.Instant) => boolean,
  ): Promise<Batch> {
    this.pausesUntil = null;
    if (this.stopping || !maySendNow(now)) return { letters: [], probe: false, paceEnds: null };
    faultPoint('before-claim');
    const claim = { worker: this.worker, now, leaseUntil: leaseFrom(now), most: claimMost };
    const batch = await takeBatch(this.db, claim, this.pace);
    this.pausesUntil = batch.paceEnds;
    if (batch.letters.length > 0) {
      this.halted = false;
      faultPoint('after-claim');
    }
    return batch;
  }

  private async sendBatch(
    { letters, probe }: Batch,
    until: Temporal.Instant,
    tally: Tally,
  ): Promise<void> {
    const ids = letters.map((letter) => letter.id);
    const lease = new Lease(this.db, this.clock, this.worker, ids, until);
    const buffer = new SettlementBuffer(async (settlements) => {
      await saveSettlements(this.db, this.worker, settlements, this.clock.now());
      for (const { id } of settlements) lease.letGo(id);
      faultPoint('after-commit');
    });
    try {
      await inParallel(letters, abreast, async (letter) => {
        const mayGo = !this.stopping && lease.holds() && !this.halted;
        const outcome = mayGo ? await this.send(letter) : null;
        if (outcome) await this.watchCircuit(outcome, probe);
        if (outcome?.kind === 'sent') faultPoint('after-smtp');
        tally[outcome?.kind ?? 'halt']++;
        buffer.add(outcome ? settle(letter, outcome, this.clock.now()) : handBack(letter));
      });
      await buffer.close();
    } finally {
      lease.end();
    }
  }

  /** One attempt. Never throws: whatever happens to one letter holds back no other. */
  private async send(letter: ClaimedLetter): Promise<SendOutcome> {
    let content: SealedLetter;
    try {
      content = this.sealer.open(letterPlace(letter.id), letter.sealed);
    } catch (error) {
      return { kind: 'deferred', reason: (error as Error).message };
    }
    const { to, replyTo, text, html, stopUrl } = content;
    const name = to.name ?? `The manager, ${letter.homeName}`;
    const { messageId, subject } = letter;
    try {
      const at = this.clock.now();
      const answer = await this.transport.send({
        messageId,
        to: { name, address: to.address },
        replyTo,
        subject,
        text,
        html,
        stopUrl: stopUrl ?? null,
        at,
      });
      return withoutRecipient(answer, to);
    } catch (error) {
      return { kind: 'unknown', reason: `Sending broke off: ${(error as Error).message}` };
    }
  }

  /**
   * Only the letter that was sent to find out ends a halt: one that was under way as the trouble
   * began proves nothing.
   */
  private async watchCircuit(outcome: SendOutcome, probe: boolean): Promise<void> {
    if (outcome.kind !== 'halt' && !(probe && provesThatMailGoes(outcome))) return;
    try {
      if (outcome.kind === 'halt') {
        this.halted = true;
        if (await openCircuit(this.db, outcome.reason, this.clock.now()))
          this.log.error(`All mail waits: ${outcome.reason}`);
      } else if (await closeCircuit(this.db)) this.log.log('Mail goes out again.');
    } catch (error) {
      // The database is away: this worker stops by itself, and the next letter says the same.
      this.log.warn(`Whether mail goes out could not be noted: ${(error as Error).message}`);
    }
  }
}

/** The server let us in and said something about the letter. */
function provesThatMailGoes(outcome: SendOutcome): boolean {
  switch (outcome.kind) {
    case 'sent':
    case 'unknown':
      return true;
    case 'refused':
      return outcome.scope !== 'none';
    case 'deferred':
      return outcome.heard === true;
    case 'halt':
      return false;
  }
}

/** Works through the items in order, at most `width` at a time. */
async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
