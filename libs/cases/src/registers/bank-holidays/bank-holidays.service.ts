import { createHash, randomUUID } from 'node:crypto';
import {
  asOfDay,
  type BankHoliday,
  compareHolidays,
  Conflict,
  type HolidayChanges,
  type HolidayHorizon,
  holidayHorizon,
  londonDay,
  Refused,
} from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import {
  type ImportRequest,
  OTHER_KINDS,
  type OtherKind,
  type OtherKinds,
  rememberImport,
} from '@app/providers';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { shippedHolidaysOf } from '../../clock-settings';
import { PoliciesService } from '../../policy/policies.service';
import { CalendarOutdated, CalendarPublication, type NewCalendar } from './calendar-publication';
import { type Division, ourDivision } from './holiday-file';
import { keepHolidayPreview } from './holiday-preview';
import { divisionChanges, emptyResult, type HolidayResult, readResult } from './holiday-result';
import { type ReadHolidayFile, readHolidayFile } from './read-holiday-file';

/** What a file is compared with: how things stand before it. */
interface Before {
  /** Number of the policy version in force. */
  base: number;
  days: Record<Division, readonly BankHoliday[]>;
  /** The day that the newest file so far speaks of, `YYYY-MM-DD`; null before the first. */
  asOf: string | null;
}

/** A list with fewer than this share of the days it should speak of was probably cut short. */
const leastShare = 0.8;
/** Time alone moves rungs: a comparison older than this is made again. */
const goodForMinutes = 60;

/**
 * Brings the working calendar in line with a list of bank holidays: its days come into force as a
 * version of the policy, so that every date that hangs on them moves with it, and is shown before.
 */
@Injectable()
export class BankHolidays implements OtherKind, OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly policies: PoliciesService,
    private readonly publication: CalendarPublication,
    @Inject(OTHER_KINDS) private readonly kinds: OtherKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.set('bank-holidays', this);
  }

  /**
   * How far ahead the bank holidays in force reach.
   * @param policy number of the version in force, where it has just been read
   */
  async horizon(policy?: number | null): Promise<HolidayHorizon> {
    const { knownUntil } = (await this.policies.settingsNow(policy)).calendar;
    return holidayHorizon(knownUntil, londonDay(this.clock.now()));
  }

  /** Never throws for what is wrong with a file: `refused` and `problems` of the result say it. */
  async run(request: ImportRequest): Promise<HolidayResult> {
    let result = emptyResult(request);
    try {
      const read = await readHolidayFile(request.path, request.fileName);
      const before = await this.before();
      const asOf = this.asOf(request);
      const isOlder = before.asOf !== null && asOf < before.asOf;
      const announced = compareHolidays(
        before.days[ourDivision],
        read.file.days[ourDivision] ?? [],
      );
      const changes = isOlder ? compareHolidays(before.days[ourDivision], []) : announced;
      result = {
        ...readResult(request, read.file, changes, asOf),
        divisions: divisionChanges(read.file, changes, before.days, compareHolidays),
        ...(isOlder && sizeOf(announced) > 0 ? { older: sizeOf(announced) } : {}),
      };
      expectEnough(result, announced, read, request);
      request.signal?.throwIfAborted();
      return await this.carryOut(request, read, before, changes, result);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Conflict)) throw error;
      const { code, message } = error;
      return { ...result, importId: null, refused: { code, message } };
    }
  }

  private async carryOut(
    request: ImportRequest,
    read: ReadHolidayFile,
    before: Before,
    changes: HolidayChanges,
    result: HolidayResult,
  ): Promise<HolidayResult> {
    const calendar = calendarOf(request, before, changes);
    const expected = request.expectDigest === undefined ? null : readDigest(request.expectDigest);
    if (request.dryRun) return this.compare(request, calendar, changes, result);
    const id = request.id ?? randomUUID();
    if (sizeOf(changes) === 0) {
      if (expected !== null && expected.digest !== noChange) throw outdated();
      const done = { ...result, importId: id };
      await this.db.transaction((tx) => this.remember(tx, request, read, done));
      return done;
    }
    const asOf = this.asLookedAt(expected);
    let done = result;
    await this.publication.publish(
      calendar,
      asOf,
      expected?.digest ?? null,
      async (tx, policy, { totals }) => {
        done = { ...result, importId: id, moves: totals, policy };
        await this.remember(tx, request, read, done);
      },
    );
    return done;
  }

  private async compare(
    request: ImportRequest,
    calendar: NewCalendar,
    changes: HolidayChanges,
    result: HolidayResult,
  ): Promise<HolidayResult> {
    const asOf = this.clock.now();
    const effect = sizeOf(changes) > 0 ? await this.publication.try(calendar, asOf) : null;
    const { previewFor } = request;
    if (previewFor) await this.db.transaction((tx) => keepHolidayPreview(tx, previewFor, changes));
    return {
      ...result,
      importId: null,
      digest: effect ? `${asOf.toString()} ${effect.digest}` : noChange,
      ...(effect ? { moves: effect.totals } : {}),
    };
  }

  /** The moment of the comparison that somebody looked at; now when nobody did. */
  private asLookedAt(expected: SeenDigest | null): Temporal.Instant {
    const now = this.clock.now();
    if (expected === null) return now;
    const { asOf } = expected;
    if (asOf === null || Temporal.Instant.compare(asOf.add({ minutes: goodForMinutes }), now) < 0)
      throw outdated();
    return asOf;
  }

  private asOf({ asOf: given, fileName }: ImportRequest): string {
    return asOfDay({ given, fileName }, londonDay(this.clock.now())).toString();
  }

  private async before(): Promise<Before> {
    const { number, bankHolidays } = await this.policies.inForce();
    const [last] = await this.db.query<{ asOf: string; days: Record<Division, BankHoliday[]> }>(
      `SELECT as_of AS "asOf", compare -> 'days' AS days FROM import_run
        WHERE kind = 'bank-holidays' AND undone_at IS NULL
        ORDER BY as_of DESC, position DESC LIMIT 1`,
    );
    const days = {
      'england-and-wales': bankHolidays,
      scotland: last?.days?.scotland ?? shippedHolidaysOf('scotland'),
      'northern-ireland': last?.days?.['northern-ireland'] ?? shippedHolidaysOf('northern-ireland'),
    };
    return { base: number, days, asOf: last?.asOf ?? null };
  }

  private async remember(
    tx: Sql,
    { fileName, actor }: ImportRequest,
    { file, sha256, bytes }: ReadHolidayFile,
    result: HolidayResult,
  ): Promise<void> {
    const { variant } = file;
    const { importId, asOf } = result;
    if (!importId || !asOf) throw new Error('An import without id or day cannot be remembered.');
    const at = this.clock.now().toString();
    const run = { id: importId, kind: 'bank-holidays', variant, asOf, at } as const;
    const source = { fileName, actor, sha256, bytes, speaks: {} };
    await rememberImport(tx, { ...run, ...source }, result, new Map());
    const { 'england-and-wales': _kept, ...days } = file.days;
    await tx.query(
      `UPDATE import_run SET compare = compare || jsonb_build_object('days', $2::jsonb) WHERE id = $1`,
      [importId, JSON.stringify(days)],
    );
  }
}

const sizeOf = ({ added, removed, renamed }: HolidayChanges): number =>
  added.length + removed.length + renamed.length;

function calendarOf(
  { fileName, actor }: ImportRequest,
  { base }: Before,
  { days, added, removed, renamed }: HolidayChanges,
): NewCalendar {
  const counts = [
    [added.length, 'added'],
    [removed.length, 'removed'],
    [renamed.length, 'renamed'],
  ] as const;
  const what = counts.filter(([n]) => n > 0).map(([n, how]) => `${n} ${how}`);
  const reason = `Bank holidays of ${fileName.slice(0, 300)}: ${what.join(', ')}.`;
  return { base, bankHolidays: days, reason, actor };
}

function expectEnough(
  result: HolidayResult,
  { removed, added }: HolidayChanges,
  { file }: ReadHolidayFile,
  { confirmed, previewFor }: ImportRequest,
): void {
  const days = file.days[ourDivision]?.length ?? 0;
  if (days === 0)
    throw new Refused(
      'no-usable-rows',
      'The file names no bank holiday of England and Wales; download it again.',
    );
  const before = days - added.length + removed.length;
  if (days >= before * leastShare) return;
  result.fewer = { now: days, before, file: 'the calendar in force' };
  if (!confirmed && !previewFor)
    throw new Refused(
      'too-few-rows',
      `The file names ${days} bank holidays where ${before} are known for the same time; ` +
        'fewer than 80% looks cut short, so download it again.',
    );
}

/** What a comparison says that found nothing to change. */
const noChange = createHash('sha256').update('no bank holiday changes').digest('hex');

interface SeenDigest {
  /** Null when nothing was to change. */
  asOf: Temporal.Instant | null;
  digest: string;
}

function readDigest(text: string): SeenDigest {
  const [moment, digest] = text.split(' ');
  if (digest === undefined || moment === undefined) return { asOf: null, digest: text };
  try {
    return { asOf: Temporal.Instant.from(moment), digest };
  } catch {
    throw outdated();
  }
}

const outdated = (): CalendarOutdated =>
  new CalendarOutdated(
    'register-changed',
    'The file was compared too long ago, or with other days; look at the differences again.',
  );
