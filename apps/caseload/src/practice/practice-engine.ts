import {
  AskAgainService,
  CallsService,
  type CaseSettings,
  DsptNews,
  FireDueService,
  MailTroubles,
  NewsReader,
  OpenCaseService,
  PolicyInForce,
  RecordFactService,
  RegisterNews,
  shippedClockSettings,
  TasksService,
} from '@app/cases';
import { isSendingMoment, nextSendingMoment, type WorkingCalendar } from '@app/domain';
import { DsptInclusions, DsptStandings } from '@app/dspt';
import { SilentBells } from '@app/follow-ups';
import { letterMaking, MailLane } from '@app/letters';
import { NightAudit } from '@app/night-audit';
import {
  Database,
  type MailTransport,
  type RunningConfig,
  Sealer,
  SettableClock,
  TrayTransport,
} from '@app/platform';
import { ContactsService, Imports, readHere } from '@app/providers';
import { Temporal } from 'temporal-polyfill';

/** As many cases are worked on at a time: enough for two cores and the way to the database. */
export const abreast = 4;

/**
 * The program itself, as it runs for real, on a clock that is set by hand: the same services, the
 * same database. Letters stay in the mail tray unless there is a mail server, and nobody waits for a
 * queue.
 */
export class PracticeEngine {
  readonly db: Database;
  readonly clock: SettableClock;
  readonly sealer: Sealer;
  readonly contacts: ContactsService;
  readonly inclusions: DsptInclusions;
  readonly recording: RecordFactService;
  readonly opening: OpenCaseService;
  readonly tasks: TasksService;
  readonly calls: CallsService;
  readonly audit: NightAudit;
  readonly calendar: WorkingCalendar;
  readonly troubles: MailTroubles;
  private readonly imports: Imports;
  private readonly news: RegisterNews;
  private readonly due: FireDueService;
  private readonly asking: AskAgainService;
  private readonly lane: MailLane;
  private readonly settings: CaseSettings;
  readonly policy = shippedClockSettings().policy;

  /**
   * @param mail the server letters leave by, for the clock of this engine; absent: the mail tray
   * @param sealer of this database; absent: one for a database that has seen no other field key
   */
  constructor(
    config: RunningConfig,
    now: Temporal.Instant,
    mail: (clock: SettableClock) => MailTransport = () => new TrayTransport(),
    sealer = new Sealer(config.fieldKey),
  ) {
    this.db = new Database(unhurried(config.databaseUrl), { max: abreast + 2 });
    this.clock = new SettableClock(now);
    this.sealer = sealer;
    this.contacts = new ContactsService(this.db, this.sealer);
    this.inclusions = new DsptInclusions(this.db);
    this.calendar = shippedClockSettings().calendar;
    const transport = mail(this.clock);
    const settings: CaseSettings = {
      confidential: {
        sealer: this.sealer,
        contacts: this.contacts,
        making: letterMaking(config, this.sealer),
      },
      policies: new PolicyInForce(this.clock),
      mailLeaves: transport.kind === 'smtp',
      onTrouble: (error: Error) => {
        throw error;
      },
    };
    this.settings = settings;
    const bells = new SilentBells();
    this.recording = new RecordFactService(this.db, this.clock, bells, settings);
    const reader = new NewsReader(new DsptNews(new DsptStandings(this.db)), settings);
    // These files come from nobody else: a thread to read them in would only take time to start.
    this.imports = new Imports(this.db, this.clock, new Map(), readHere);
    this.news = new RegisterNews(this.db, this.clock, bells, this.recording, reader);
    this.opening = new OpenCaseService(this.db, this.clock, this.recording, reader, settings);
    this.due = new FireDueService(this.db, this.clock, settings);
    this.tasks = new TasksService(this.db, this.clock);
    this.calls = new CallsService(this.db, this.clock, bells, this.recording, settings);
    this.audit = new NightAudit(this.db, this.clock, this.sealer);
    this.asking = new AskAgainService(this.db, this.clock, settings);
    this.lane = new MailLane(this.db, this.clock, this.sealer, transport);
    this.troubles = new MailTroubles(this.db, this.clock);
  }

  /**
   * Imports a DSPT list, and tells the open cases what is new.
   * @param asOf the day it speaks of, `YYYY-MM-DD`
   * @throws Error when it is refused, or any row of it cannot be used
   */
  async importList(path: string, fileName: string, asOf: string): Promise<void> {
    // Said, as the same list a week later would count as the old one come again.
    const request = { kind: 'dspt', path, fileName, asOf, actor: 'practice' } as const;
    const { refused, problems } = await this.imports.run(request);
    const wrong = refused ?? problems[0];
    if (wrong) throw new Error(`The invented ${fileName} cannot be imported: ${wrong.message}`);
    await this.news.tell();
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
    const { sendingHours } = this.policy;
    for (let isFirst = true; ; isFirst = false) {
      const moment = await this.nextMoment(until, isFirst);
      if (!moment) return;
      this.clock.set(moment);
      await this.due.drain();
      if (isSendingMoment(moment, this.calendar, sendingHours)) {
        await this.asking.run();
        await this.lane.sendDue((now) => isSendingMoment(now, this.calendar, sendingHours));
        if (this.settings.mailLeaves) await this.troubles.tell();
      }
      await onFired(moment);
    }
  }

  /**
   * When something falls due next. A letter that should have gone by now, and has not, is looked at
   * in each quarter of an hour in which letters may go.
   * @param isFirst what was written by what has just happened may go at this very moment
   */
  private async nextMoment(
    until: Temporal.Instant,
    isFirst: boolean,
  ): Promise<Temporal.Instant | null> {
    const now = this.clock.now();
    const [row] = await this.db.query<{ next: string | null; overdue: boolean }>(
      `SELECT least(
         (SELECT min(ring_at) FROM follow_up WHERE status = 'waiting' AND ring_at <= $1),
         (SELECT min(next_attempt_at) FROM letter
           WHERE status IN ('planned', 'deferred') AND next_attempt_at <= $1
             AND next_attempt_at > $2)) AS next,
         EXISTS (SELECT FROM letter WHERE status IN ('planned', 'deferred')
                    AND next_attempt_at <= $2) AS overdue`,
      [until.toString(), now.toString()],
      'practice-next-moment',
    );
    const moments = row?.next ? [later(Temporal.Instant.from(row.next), now)] : [];
    if (row?.overdue) {
      const from = isFirst ? now : now.add({ minutes: 15 });
      moments.push(nextSendingMoment(from, this.calendar, this.policy.sendingHours));
    }
    const [first] = moments.sort((a, b) => Temporal.Instant.compare(a, b));
    return first && Temporal.Instant.compare(first, until) <= 0 ? first : null;
  }

  async close(): Promise<void> {
    await this.lane.stop();
    await this.db.close();
  }
}

/** Time never runs backwards. */
const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) < 0 ? b : a;

/**
 * The same database, whose commits do not wait for the disk: a practice caseload cut short by a
 * power failure is made again.
 */
function unhurried(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c timezone=UTC -c synchronous_commit=off');
  return url.href;
}
