import { randomUUID } from 'node:crypto';
import { FireDueService, OpenCaseService, PolicyInForce, RecordFactService } from '@app/cases';
import { isSendingMoment, londonDay } from '@app/domain';
import { SilentBells } from '@app/follow-ups';
import { MailLane } from '@app/letters';
import {
  type Clock,
  Database,
  messageDomain,
  type RunningConfig,
  Sealer,
  SettableClock,
  TrayTransport,
} from '@app/platform';
import { ContactsService } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { inventedHistory, type InventedFact } from './invented-histories';
import { type InventedHome, inventedHomes } from './invented-homes';
import { Random } from './random';

const actor = 'practice';

/**
 * Makes a caseload of invented homes and lets it live through the last weeks: facts are recorded and
 * follow-ups fire on a clock that is set to each moment in turn, by the very code that runs the real
 * ones. Letters stay in the mail tray.
 * @param officerId whose cases they are
 */
export async function runPractice(
  config: RunningConfig,
  clock: Clock,
  options: { homes: number; seed: number; officerId: string },
): Promise<void> {
  const db = new Database(config.databaseUrl, { max: 4 });
  try {
    const random = new Random(options.seed);
    const now = clock.now();
    const homes = inventedHomes(options.homes, random);
    const histories = homes.map((_, i) => inventedHistory(i, random, londonDay(now)));
    const sealer = new Sealer(config.fieldKey);
    const contacts = new ContactsService(db, sealer);
    await insertHomes(db, contacts, homes, now);
    await new PracticeRun(db, sealer, contacts, config, now).live(
      homes,
      histories,
      options.officerId,
    );
  } finally {
    await db.close();
  }
}

class PracticeRun {
  private readonly clock: SettableClock;
  private readonly opening: OpenCaseService;
  private readonly recording: RecordFactService;
  private readonly due: FireDueService;
  private readonly lane: MailLane;
  private readonly policies: PolicyInForce;

  constructor(
    private readonly db: Database,
    sealer: Sealer,
    contacts: ContactsService,
    config: RunningConfig,
    private readonly end: Temporal.Instant,
  ) {
    const clock = new SettableClock(end);
    this.policies = new PolicyInForce(clock);
    const settings = {
      confidential: { sealer, contacts },
      policies: this.policies,
      mailDomain: messageDomain(config),
      onTrouble: (error: Error) => {
        throw error;
      },
    };
    this.clock = clock;
    this.recording = new RecordFactService(db, clock, new SilentBells(), settings);
    this.opening = new OpenCaseService(db, clock, this.recording, settings);
    this.due = new FireDueService(db, clock, settings);
    this.lane = new MailLane(db, clock, sealer, new TrayTransport());
  }

  async live(
    homes: readonly InventedHome[],
    histories: readonly InventedFact[][],
    officerId: string,
  ): Promise<void> {
    const events = histories
      .flatMap((history, home) => history.map((event) => ({ ...event, home })))
      .filter(({ moment }) => Temporal.Instant.compare(moment, this.end) < 0)
      .sort((a, b) => Temporal.Instant.compare(a.moment, b.moment) || a.home - b.home);
    const cases = new Map<number, string>();
    for (const { moment, home, fact } of events) {
      await this.fireUntil(moment);
      this.clock.set(moment);
      const caseId = cases.get(home);
      if (caseId) await this.recording.record(caseId, fact, `officer:${officerId}`);
      else {
        const { locationId } = homes[home] as InventedHome;
        const on = String(fact.on);
        const row = await this.opening.open(
          { locationId, officerId, on, practice: true },
          `officer:${officerId}`,
        );
        cases.set(home, row.id);
      }
    }
    await this.fireUntil(this.end);
  }

  /** Sets the clock to each due moment up to `until` and fires what is due then. */
  private async fireUntil(until: Temporal.Instant): Promise<void> {
    for (;;) {
      const [next] = await this.db.query<{ at: string | null }>(
        "SELECT min(ring_at) AS at FROM follow_up WHERE status = 'waiting' AND ring_at <= $1",
        [until.toString()],
      );
      if (!next?.at) return;
      this.clock.set(next.at);
      await this.due.drain();
      const { calendar, policy } = await this.policies.now(this.db);
      await this.lane.sendDue((now) => isSendingMoment(now, calendar, policy.sendingHours));
    }
  }
}

async function insertHomes(
  db: Database,
  contacts: ContactsService,
  homes: readonly InventedHome[],
  now: Temporal.Instant,
): Promise<void> {
  const importId = randomUUID();
  const at = now.toString();
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES ($1, 'practice', 'invented homes', '', $2, $3, $4)`,
      [importId, at, actor, JSON.stringify({ homes: homes.length })],
    );
    for (const home of homes) {
      await tx.query(
        `INSERT INTO provider (provider_id, name, import_id, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [home.providerId, home.providerName, importId, at],
      );
      await tx.query(
        `INSERT INTO site (location_id, provider_id, name, care_home, location_type, town, postcode,
                           local_authority, in_scope, import_id, changed_at, search)
         VALUES ($1, $2, $3, true, 'Social Care Org', $4, $5, 'Practice county', true, $6, $7, $8)`,
        [
          home.locationId,
          home.providerId,
          home.name,
          home.town,
          home.postcode,
          importId,
          at,
          [home.name, home.postcode, home.locationId, home.town, home.providerName]
            .join(' ')
            .toLowerCase(),
        ],
      );
      await contacts.set(home.locationId, home.manager, now, tx);
    }
  });
}
