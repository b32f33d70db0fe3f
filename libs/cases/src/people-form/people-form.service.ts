import {
  changedFields,
  checkEntry,
  checkPeople,
  type EntryProblem,
  factsOfForm,
  isRefKey,
  londonDay,
  NotFound,
  emptyEntry,
  type PeopleRow,
  type PersonEntry,
  type PersonField,
  readEntry,
  Refused,
  staying,
} from '@app/domain';
import { BellSetter, type DueMoment, raiseTask } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import { type FormRow, type FormView, markOf, readForm } from './form-view';
import { dropDraft, type FormTimes, noteArrived, saveDraft, timesOfForm } from './people-draft';

/** What was typed about one person. A box that is left out, or empty where a value may be kept. */
export interface SavedEntry {
  /** Ref of somebody recorded, or the random id of a new row. */
  key: string;
  /** The mark the row carried when the page was shown. */
  mark: string;
  typed: Readonly<Partial<Record<PersonField, string>>>;
}

/** What became of saving one person. */
export type SaveOutcome =
  | { did: 'saved'; problems: readonly EntryProblem[]; row: FormRow }
  /** Nothing was kept: the problems say why. */
  | { did: 'refused'; problems: readonly EntryProblem[] }
  /** Somebody else saved the row meanwhile; null: they took it off the list. */
  | { did: 'conflict'; theirs: FormRow | null; yours: PersonEntry };

/** What became of sending the form in. */
export type SendOutcome =
  | { did: 'recorded'; facts: number }
  /** All of it is recorded already. */
  | { did: 'nothing-new' }
  /** Something is wrong or missing; nothing has been recorded. */
  | { did: 'incomplete' }
  /** The list has changed since it was shown; nothing has been recorded. */
  | { did: 'changed' };

/** Boxes whose value is not shown again, so that leaving them empty keeps it. */
const keptWhenEmpty: readonly PersonField[] = ['name', 'mobile', 'email'];

/** With these nothing is kept; the rest is kept as typed, to be put right later. */
const notKept = new Set(['too-many-people', 'too-long', 'invalid-name']);

/**
 * The form on which a home names its people, over as many visits as it takes. What is typed is kept
 * sealed until it is sent in; then it becomes facts through the one door, all or none. Each row is
 * saved by itself, so two who fill it in at once never lose one another's.
 */
@Injectable()
export class PeopleFormService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** The form as it stands. Changes nothing. */
  read(caseId: string): Promise<FormView> {
    return readForm(this.db, this.sealer, caseId);
  }

  /** When it was begun, saved and sent in; null until something was saved. */
  times(caseId: string): Promise<FormTimes | null> {
    return timesOfForm(this.db, caseId);
  }

  /** What would be wrong with a row if this were saved. Changes nothing. */
  async tryEntry(caseId: string, entry: Omit<SavedEntry, 'mark'>): Promise<EntryProblem[]> {
    const form = await this.read(caseId);
    const before = form.rows.find((row) => row.key === entry.key) ?? null;
    return checkEntry(typedOver(entry, before), othersThan(entry.key, form));
  }

  /**
   * Saves one person as typed, even if something is wrong with it: it is told, and nothing is sent
   * in before it is put right.
   * @throws NotFound there is no such row to change
   * @throws Refused the application has been sent, or the case is closed
   */
  save(caseId: string, entry: SavedEntry): Promise<SaveOutcome> {
    return this.change(caseId, async (tx, form): Promise<SaveOutcome> => {
      const before = form.rows.find((row) => row.key === entry.key) ?? null;
      const row = typedOver(entry, before);
      const seenAnother = entry.mark !== markOf(this.sealer, before);
      if (before === null && (isRefKey(entry.key) || entry.mark !== 'new'))
        return { did: 'conflict', theirs: null, yours: readEntry(entry.typed) };
      if (seenAnother && before !== null && !isSame(row, before))
        return { did: 'conflict', theirs: before, yours: readEntry(entry.typed) };
      const problems = checkEntry(row, othersThan(entry.key, form));
      const isEmpty = isSame(row, { ...row, entry: emptyEntry });
      if (isEmpty || problems.some(({ code }) => notKept.has(code)))
        return { did: 'refused', problems };
      await this.keep(tx, caseId, row);
      return { did: 'saved', problems, row: { ...row, mark: markOf(this.sealer, row) } };
    });
  }

  /**
   * Takes somebody off the list, or keeps them after all.
   * @throws NotFound nobody on the list has that key
   * @throws Refused the application has been sent, or the case is closed
   */
  setRemoved(caseId: string, key: string, removed: boolean): Promise<void> {
    return this.change(caseId, async (tx, form) => {
      const row = form.rows.find((r) => r.key === key);
      if (!row) {
        // Whoever pressed twice, or at the same time as somebody else, has what they wanted.
        if (removed) return;
        throw new NotFound('no-such-row', 'They are not on the list any more.');
      }
      if (removed && !row.recorded) await dropDraft(tx, caseId, key, this.clock.now());
      else await this.keep(tx, caseId, { ...row, removed });
    });
  }

  /**
   * Sends the form in: all of it becomes facts, or nothing does.
   * @param mark of the list as it was shown to whoever sends it
   * @param actor who says so
   * @throws Refused the application has been sent, or the case is closed
   */
  async sendIn(caseId: string, mark: string, actor: string): Promise<SendOutcome> {
    const wanted: DueMoment[] = [];
    const outcome = await this.change(caseId, async (tx, form): Promise<SendOutcome> => {
      wanted.length = 0;
      const now = this.clock.now();
      const facts = factsOfForm(form.rows, londonDay(now).toString());
      if (facts.length === 0 && !form.isUnsent) return { did: 'nothing-new' };
      const { wrong, missing } = checkPeople(form.rows, ({ key }) => key);
      if (wrong.length > 0 || missing.length > 0) return { did: 'incomplete' };
      if (form.mark !== mark) return { did: 'changed' };
      const asked = form.state.question?.endedAt === null;
      const reply = asked ? [{ type: 'provider-replied', at: now.toString() }] : [];
      const recorded = await this.recording.recordWithin(tx, caseId, [...facts, ...reply], actor);
      wanted.push(...recorded.wanted);
      await noteArrived(tx, caseId, now);
      await raiseTask(
        tx,
        { caseId, kind: 'people/arrived', addressee: 'officer', dueAt: now, about: null },
        now,
      );
      return { did: 'recorded', facts: facts.length };
    });
    await this.bells.setFor(wanted);
    return outcome;
  }

  private get sealer() {
    return this.settings.confidential.sealer;
  }

  private change<T>(caseId: string, work: (tx: Sql, form: FormView) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await lockCase(tx, caseId);
      const form = await readForm(tx, this.sealer, caseId);
      if (form.standing !== 'open') throw notOpen(form);
      return work(tx, form);
    });
  }

  /** Of somebody recorded only what differs is kept, so that the rest follows the facts. */
  private async keep(tx: Sql, caseId: string, row: PeopleRow): Promise<void> {
    const now = this.clock.now();
    const { key, entry, removed } = row;
    const fields = changedFields(row);
    if (row.recorded && fields.length === 0 && !removed) return dropDraft(tx, caseId, key, now);
    const typed = Object.fromEntries(fields.map((field) => [field, entry[field]]));
    await saveDraft(tx, this.sealer, caseId, { key, typed, removed }, now);
  }
}

/** The row as it would be, once this was saved. */
function typedOver({ key, typed }: Omit<SavedEntry, 'mark'>, before: FormRow | null): PeopleRow {
  const read = readEntry(typed);
  const entry = { ...(before?.entry ?? emptyEntry) };
  for (const field of Object.keys(typed) as PersonField[])
    if (read[field] !== null || !keptWhenEmpty.includes(field)) entry[field] = read[field];
  return { key, entry, recorded: before?.recorded ?? null, removed: false };
}

const othersThan = (key: string, { rows }: FormView): PeopleRow[] =>
  staying(rows).filter((row) => row.key !== key);

const isSame = (a: PeopleRow, b: PeopleRow): boolean =>
  a.removed === b.removed && changedFields({ ...a, recorded: b.entry }).length === 0;

const notOpen = ({ standing }: FormView): Refused =>
  standing === 'closed'
    ? new Refused('case-closed', 'This application is closed; ask the officer to open it again.')
    : new Refused(
        'application-sent',
        'The application has been sent to NHSmail; tell the officer what should change.',
      );
