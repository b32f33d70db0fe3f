import {
  AskAgainService,
  FireDueService,
  OpenCaseService,
  PolicyInForce,
  RecordFactService,
  shippedClockSettings,
  TasksService,
} from '@app/cases';
import { isSendingMoment, type WorkingCalendar } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import { letterMaking, MailLane } from '@app/letters';
import { NightAudit } from '@app/night-audit';
import { Database, type RunningConfig, Sealer, SettableClock, TrayTransport } from '@app/platform';
import { ContactsService } from '@app/providers';
import { Temporal } from 'temporal-polyfill';

/** As many cases are worked on at a time: enough for two cores and the way to the database. */
export const abreast = 4;

/**
 * The program itself, as it runs for real, on a clock that is set by hand: the same services, the
 * same database. Letters stay in the mail tray, and nobody waits for a queue.
 */
export class PracticeEngine {
  readonly db: Database;
  readonly clock: SettableClock;
  readonly sealer: Sealer;
  readonly contacts: ContactsService;
  readonly recording: RecordFactService;
  readonly opening: OpenCaseService;
  readonly tasks: TasksService;
  readonly audit: NightAudit;
  readonly calendar: WorkingCalendar;
  private readonly due: FireDueService;
  private readonly asking: AskAgainService;
  private readonly lane: MailLane;

  constructor(config: RunningConfig, now: Temporal.Instant) {
    this.db = new Database(unhurried(config.databaseUrl), { max: abreast + 2 });
    this.clock = new SettableClock(now);
    this.sealer = new Sealer(config.fieldKey);
    this.contacts = new ContactsService(this.db, this.sealer);
    this.calendar = shippedClockSettings().calendar;
    const settings = {
      confidential: {
        sealer: this.sealer,
        contacts: this.contacts,
        making: letterMaking(config, this.sealer),
      },
      policies: new PolicyInForce(this.clock),
      mailLeaves: false,
      onTrouble: (error: Error) => {
        throw error;
      },
    };
    this.recording = new RecordFactService(this.db, this.clock, new SilentBells(), settings);
    this.opening = new OpenCaseService(this.db, this.clock, this.recording, settings);
    this.due = new FireDueService(this.db, this.clock, settings);
    this.tasks = new TasksService(this.db, this.clock);
    this.audit = new NightAudit(this.db, this.clock, this.sealer);
    this.asking = new AskAgainService(this.db, this.clock, settings);
    this.lane = new MailLane(this.db, this.clock, this.sealer, new TrayTransport());
  }

  /**
   * Sets the clock to each due moment up to `until` in turn and fires what is due then; letters
   * leave at once. What was past as it became known is fired at the present moment: time never runs
   * backwards.
   * @param onFired called after each such moment
   */
  async fireUntil(
    until: Temporal.Instant,
    onFired: (moment: Temporal.Instant) => Promise<void>,
  ): Promise<void> {
    const { sendingHours } = shippedClockSettings().policy;
    // What was written by what has just happened may go at this very moment.
    for (let isFirst = true; ; isFirst = false) {
      const [next] = await this.db.query<{ at: string | null }>(
        `SELECT least(
           (SELECT min(ring_at) FROM follow_up WHERE status = 'waiting' AND ring_at <= $1),
           (SELECT min(next_attempt_at) FROM letter
             WHERE status IN ('planned', 'deferred') AND next_attempt_at <= $1
               AND (next_attempt_at > $2 OR $3 AND next_attempt_at = $2))) AS at`,
        [until.toString(), this.clock.now().toString(), isFirst],
        'practice-next-moment',
      );
      if (!next?.at) return;
      const due = Temporal.Instant.from(next.at);
      const now = this.clock.now();
      const moment = Temporal.Instant.compare(due, now) < 0 ? now : due;
      this.clock.set(moment);
      await this.due.drain();
      if (isSendingMoment(moment, this.calendar, sendingHours)) {
        await this.asking.run();
        await this.lane.sendDue((now) => isSendingMoment(now, this.calendar, sendingHours));
      }
      await onFired(moment);
    }
  }

  async close(): Promise<void> {
    await this.db.close();
  }
}

/**
 * The same database, whose commits do not wait for the disk: a practice caseload cut short by a
 * power failure is made again.
 */
function unhurried(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c timezone=UTC -c synchronous_commit=off');
  return url.href;
}
