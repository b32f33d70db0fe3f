import {
  Conflict,
  type Consequences,
  type FactOfMessage,
  Refused,
  startOfLondonDay,
  whatFollows,
} from '@app/domain';
import { BellSetter, type DueMoment, raiseTask } from '@app/follow-ups';
import {
  addressKey,
  markBounced,
  noteAway,
  openArrival,
  putOffArrival,
  settleMessage,
  silenceAddress,
  type StoredArrival,
  takeArrival,
} from '@app/letters';
import {
  Clock,
  CONFIG,
  Database,
  messageDomain,
  readMailFrom,
  type RunningConfig,
  type Sql,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import { type CaseEntry, readOpenCases } from './case-directory';
import { type Understood, understand } from './understand';

/** After so many failures a message is shown as one that cannot be read. */
const mostFailures = 3;
const retryMinutes = 5;
/** Cases and officers are read again after so many messages. */
const freshFor = 100;

interface Directory {
  openCases: readonly CaseEntry[];
  officers: ReadonlySet<string>;
  left: number;
}

/** Takes stored messages in: reads each, files it, and does what follows from it. */
@Injectable()
export class TakeInMail {
  private readonly reader: { ownAddresses: string[]; messageDomains: string[] };

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
    @Inject(CONFIG) config: Pick<RunningConfig, 'mailFrom' | 'publicUrl'>,
  ) {
    this.reader = {
      ownAddresses: [readMailFrom(config.mailFrom).address.toLowerCase()],
      messageDomains: [messageDomain(config).toLowerCase()],
    };
  }

  /**
   * Takes in all that waits, each message in a transaction of its own. Several workers share the
   * work. A message that makes trouble is put off, and after a while shown to a person.
   * @returns how many were taken in
   */
  async run(): Promise<number> {
    let directory: Directory | null = null;
    for (let count = 0; ; count++) {
      let id: string | undefined;
      const wanted: DueMoment[] = [];
      try {
        await this.db.transaction(async (tx) => {
          wanted.length = 0;
          const taken = await takeArrival(tx, this.clock.now());
          id = taken?.id;
          if (!taken) return;
          const arrival = openArrival(this.settings.confidential.sealer, taken);
          directory = await this.fresh(tx, directory);
          wanted.push(...(await this.takeIn(tx, arrival, directory)));
        });
      } catch (error) {
        if (id === undefined) throw error;
        await this.putOff(id);
        continue;
      }
      if (id === undefined) return count;
      await this.bells.setFor(wanted);
    }
  }

  private async fresh(tx: Sql, directory: Directory | null): Promise<Directory> {
    if (directory && directory.left > 0) return { ...directory, left: directory.left - 1 };
    const rows = await tx.query<{ email: string }>('SELECT lower(email) AS email FROM officer');
    return {
      openCases: await readOpenCases(tx, this.settings.confidential.contacts),
      officers: new Set(rows.map(({ email }) => email)),
      left: freshFor,
    };
  }

  private async takeIn(
    tx: Sql,
    arrival: StoredArrival,
    { openCases, officers }: Directory,
  ): Promise<DueMoment[]> {
    const { sealer, contacts } = this.settings.confidential;
    const { messageDomains } = this.reader;
    const understood = await understand(arrival.raw, arrival.receivedAt, {
      sql: tx,
      sealer,
      contacts,
      messageDomains,
      openCases,
      reader: this.reader,
      officers,
    });
    const follows = whatFollows(understood.incoming);
    const actor = `mail:${arrival.id}`;
    const wanted = await this.record(tx, follows, arrival.receivedAt, actor);
    await this.carryOut(tx, arrival, understood, follows);
    await this.keep(tx, arrival, understood, follows);
    return wanted;
  }

  /** Records what was said, unless it is so already. Cases are locked in the order of their ids. */
  private async record(
    tx: Sql,
    { facts }: Consequences,
    at: Temporal.Instant,
    actor: string,
  ): Promise<DueMoment[]> {
    const wanted: DueMoment[] = [];
    const inOrder = [...facts].sort((a, b) => a.caseId.localeCompare(b.caseId));
    for (const fact of inOrder)
      try {
        const given = [factOf(fact, at)];
        const done = await this.recording.recordWithin(tx, fact.caseId, given, actor);
        wanted.push(...done.wanted);
      } catch (error) {
        // It was refused before anything was written: the case has moved on, and it is filed there.
        if (!(error instanceof Refused) && !(error instanceof Conflict)) throw error;
      }
    return wanted;
  }

  private async carryOut(
    tx: Sql,
    { id, receivedAt }: StoredArrival,
    { letter, classification, message }: Understood,
    { task, bounced, silence, away }: Consequences,
  ): Promise<void> {
    const now = this.clock.now();
    if (letter && bounced) await markBounced(tx, letter.letterId, receivedAt.toString());
    if (letter && silence) {
      const key = letter.addressKey;
      const told = { key, why: 'bounced', since: receivedAt, how: 'mail-report' } as const;
      await silenceAddress(tx, { ...told, by: 'system' }, now);
    }
    if (task) {
      const about = task.kind === 'mail/bounced' ? (letter?.letterId ?? id) : id;
      await raiseTask(tx, { ...task, addressee: 'officer', dueAt: now, about }, now);
    }
    const returnOn = classification.kind === 'out-of-office' ? classification.returnOn : null;
    const sender =
      message.from && addressKey(this.settings.confidential.sealer, message.from.address);
    const key = letter?.addressKey ?? sender;
    if (away && returnOn && key) {
      const back = startOfLondonDay(returnOn);
      if (Temporal.Instant.compare(back, now) > 0) await noteAway(tx, key, back, now);
    }
  }

  private keep(
    tx: Sql,
    { id, missing }: StoredArrival,
    { message, attachments, forwardedBy, classification, thread, letter }: Understood,
    follows: Consequences,
  ): Promise<void> {
    const { sealer } = this.settings.confidential;
    const { from, to, subject, date, newest, quoted, cut } = message;
    return settleMessage(
      tx,
      sealer,
      {
        id,
        status: follows.status,
        kind: classification.kind,
        letterId: letter?.letterId ?? null,
        threadedBy: thread.to === 'case' ? 'sender' : letter ? 'letter' : null,
        senderKey: from && addressKey(sealer, from.address),
        sealed: {
          from,
          forwardedBy,
          to,
          subject,
          date: date?.toString() ?? null,
          newest,
          quoted,
          why: [classification.why, thread.why],
          guesses: thread.to === 'tray' ? thread.guesses : [],
          keyword: classification.kind === 'human' ? classification.keyword : null,
          missing: [
            ...(missing ? [missing] : []),
            ...(cut ? [`Not all of it was read: ${cut}.`] : []),
          ],
        },
        attachments,
        fileTo: follows.fileTo,
      },
      'system',
      this.clock.now(),
    );
  }

  private async putOff(id: string): Promise<void> {
    const now = this.clock.now();
    const retryAt = now.add({ minutes: retryMinutes });
    const { failures } = await putOffArrival(this.db, id, retryAt);
    if (failures < mostFailures) return;
    const { sealer } = this.settings.confidential;
    await this.db.transaction((tx) => settleMessage(tx, sealer, unreadable(id), 'system', now));
  }
}

const factOf = (fact: FactOfMessage, at: Temporal.Instant): object => {
  const moment = { type: fact.type, at: at.toString() };
  if (fact.type === 'provider-replied') return moment;
  const told = { ...moment, asker: 'reader', how: 'email' };
  return 'person' in fact ? { ...told, person: fact.person } : told;
};

const unreadable = (id: string): Parameters<typeof settleMessage>[2] => ({
  id,
  status: 'tray',
  kind: null,
  letterId: null,
  threadedBy: null,
  senderKey: null,
  sealed: {
    from: null,
    forwardedBy: null,
    to: [],
    subject: '',
    date: null,
    newest: '',
    quoted: '',
    why: ['Caseload could not read this message.'],
    guesses: [],
    keyword: null,
    missing: ['Nothing of it is here. Look for it in the mailbox itself.'],
  },
  attachments: [],
  fileTo: [],
});
