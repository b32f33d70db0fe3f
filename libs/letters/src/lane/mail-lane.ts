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
import { type Resolution, resolveUnknown } from '../ledger/resolve-unknown';
import { Circuit, type CircuitState } from './circuit';
import { type ClaimedLetter, claimLetters } from './claimed-letter';
import { Lease, leaseFrom } from './lease';
import { handBack, saveSettlements, settle } from './settlement';
import { SettlementBuffer } from './settlement-buffer';
import { markLostLetters } from './sweep-leases';
import { withoutRecipient } from './without-recipient';

/** What became of the letters of one run, by outcome. `halt`: handed back untried. */
export type Tally = Record<SendOutcome['kind'], number>;

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
  private readonly breaker = new Circuit();
  private readonly runs = new Set<Promise<Tally>>();
  private stopping = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly transport: MailTransport,
  ) {}

  /**
   * Sends until no letter is due, it is no longer time to send, or mail is halted.
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

  /**
   * A person says what became of a letter that may or may not have been sent. One to be sent again
   * goes with the next run.
   * @param by the person's name, kept with the letter
   * @throws NotFound, Conflict when it is not unknown (any more), Refused when it is no longer wanted
   */
  resolveUnknown(letterId: string, resolution: Resolution, by: string): Promise<void> {
    return resolveUnknown(this.db, letterId, resolution, by, this.clock.now());
  }

  /** Whether mail is halted, and why. */
  circuit(): CircuitState {
    return this.breaker.state();
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
      if (batch.length === 0) return;
      if (batch.length === claimMost) more();
      await this.sendBatch(batch, leaseFrom(now), tally);
    }
  }

  private async claim(
    now: Temporal.Instant,
    maySendNow: (now: Temporal.Instant) => boolean,
  ): Promise<ClaimedLetter[]> {
    const way = this.breaker.ask(now);
    if (this.stopping || way === 'wait' || !maySendNow(now)) return [];
    faultPoint('before-claim');
    const batch = await claimLetters(this.db, {
      worker: this.worker,
      now,
      leaseUntil: leaseFrom(now),
      most: way === 'probe' ? 1 : claimMost,
    });
    if (batch.length > 0) faultPoint('after-claim');
    return batch;
  }

  private async sendBatch(
    batch: readonly ClaimedLetter[],
    until: Temporal.Instant,
    tally: Tally,
  ): Promise<void> {
    const ids = batch.map((letter) => letter.id);
    const lease = new Lease(this.db, this.clock, this.worker, ids, until);
    const buffer = new SettlementBuffer(async (settlements) => {
      await saveSettlements(this.db, this.worker, settlements, this.clock.now());
      for (const { id } of settlements) lease.letGo(id);
      faultPoint('after-commit');
    });
    try {
      await inParallel(batch, abreast, async (letter) => {
        const mayGo =
          !this.stopping && lease.holds() && this.breaker.ask(this.clock.now()) !== 'wait';
        const outcome = mayGo ? await this.send(letter) : null;
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
    const { to, replyTo, text, html } = content;
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
        at,
      });
      const outcome = withoutRecipient(answer, to);
      this.watchCircuit(outcome);
      return outcome;
    } catch (error) {
      return { kind: 'unknown', reason: `Sending broke off: ${(error as Error).message}` };
    }
  }

  private watchCircuit(outcome: SendOutcome): void {
    const now = this.clock.now();
    const before = this.circuit().open;
    if (outcome.kind === 'halt') this.breaker.halted(outcome.reason, now);
    else this.breaker.passed(now);
    const after = this.breaker.state();
    if (after.open && !before) this.log.error(`All mail waits: ${after.reason}`);
    if (!after.open && before) this.log.log('Mail goes out again.');
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
