import {
  AskAgainService,
  CalendarPublication,
  CallsService,
  type CaseSettings,
  CasesService,
  DsptNews,
  FireDueService,
  HomeLinks,
  NewsReader,
  OpenCaseService,
  PoliciesService,
  PolicyInForce,
  RecordFactService,
  RegisterNews,
  TasksService,
  UndoBankHolidays,
  UndoImport,
} from '@app/cases';
import { DsptStandings } from '@app/dspt';
import { SilentBells } from '@app/follow-ups';
import { letterMaking } from '@app/letters';
import { NightAudit } from '@app/night-audit';
import { Database, Sealer, SettableClock } from '@app/platform';
import { ContactsService } from '@app/providers';
import { type TestDatabase, testDatabase } from './database';

export const testFieldKey = 'a field key for tests, 0123456789 and more';

/** As letters of tests are made. */
const letterConfig = {
  publicUrl: 'https://caseload.example',
  mailFrom: 'Caseload <caseload@caseload.example>',
  imapUrl: undefined,
  associationName: 'the care association',
};

/** The real use cases on a real database, with a clock that is set by hand and no queue. */
export interface Engine {
  db: Database;
  clock: SettableClock;
  sealer: Sealer;
  settings: CaseSettings;
  cases: CasesService;
  due: FireDueService;
  asking: AskAgainService;
  tasks: TasksService;
  calls: CallsService;
  audit: NightAudit;
  policies: PoliciesService;
  news: RegisterNews;
  homes: HomeLinks;
  undoing: UndoImport;
  /** Errors of single cases while firing. */
  troubles: Error[];
  close(): Promise<void>;
}

/** @param now ISO 8601 instant the clock stands at */
export async function testEngine(now: string): Promise<Engine> {
  const database = await testDatabase();
  return engineOn(database, now);
}

/** The same on a database that is there already. */
export function engineOn(database: TestDatabase, now: string): Engine {
  const db = new Database(database.url, { max: 6 });
  const clock = new SettableClock(now);
  const sealer = new Sealer(testFieldKey);
  const troubles: Error[] = [];
  const contacts = new ContactsService(db, sealer);
  const settings: CaseSettings = {
    confidential: { sealer, contacts, making: letterMaking(letterConfig, sealer) },
    policies: new PolicyInForce(clock),
    mailLeaves: false,
    onTrouble: (error) => void troubles.push(error),
  };
  const recording = new RecordFactService(db, clock, new SilentBells(), settings);
  const reader = new NewsReader(new DsptNews(new DsptStandings(db)), settings);
  const opening = new OpenCaseService(db, clock, recording, reader, settings);
  return {
    db,
    clock,
    sealer,
    settings,
    cases: new CasesService(db, clock, opening, recording, settings),
    due: new FireDueService(db, clock, settings),
    asking: new AskAgainService(db, clock, settings),
    calls: new CallsService(db, clock, new SilentBells(), recording, settings),
    tasks: new TasksService(db, clock),
    audit: new NightAudit(db, clock, sealer),
    policies: new PoliciesService(db, clock, new SilentBells(), settings),
    homes: new HomeLinks(db, clock, new SilentBells(), opening, recording, settings),
    undoing: new UndoImport(
      db,
      clock,
      new SilentBells(),
      recording,
      new UndoBankHolidays(
        db,
        clock,
        new CalendarPublication(db, clock, new SilentBells(), settings),
      ),
    ),
    news: new RegisterNews(db, clock, new SilentBells(), recording, reader),
    troubles,
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}
