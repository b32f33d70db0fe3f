import { randomUUID } from 'node:crypto';
import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
import { londonDay, type MorningWish, morningOf, wantsMorningLetter } from '@app/domain';
import {
  Clock,
  CONFIG,
  Database,
  MailTransport,
  messageDomain,
  type RunningConfig,
  type SendOutcome,
} from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { countsTo, readToday } from '../today';
import { type MorningLetter, writeMorningLetter } from './write-morning-letter';

/** After a letter was certainly not sent it is tried again so many minutes later. */
const tryAgainMinutes = 10;

interface Reader {
  id: string;
  name: string;
  email: string;
  wish: MorningWish;
}

/** For so many days a letter that stays here can be read. */
const keptDays = 14;

/** A letter that stayed here, because there is no mail server. */
export interface KeptMorningLetter {
  /** Europe/London. */
  day: string;
  subject: string;
  text: string;
}

/** What became of today's letter to one officer. */
export type MorningState = 'claimed' | 'nothing' | 'waiting' | 'sent' | 'refused' | 'unknown';

/**
 * The letter an officer finds in the morning: what needs them on Today, of their own cases and of
 * those they cover for. At most one a day: the row of the day is written before the letter goes, so
 * that a crash costs a letter and never sends two.
 */
@Injectable()
export class MorningLetters {
  private readonly log = new Logger('MorningLetters');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly transport: MailTransport,
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Whether letters leave here at all; else they stay, for `kept`. */
  get canSend(): boolean {
    return this.transport.kind === 'smtp';
  }

  /** Sends what is to go out now; looked at often. @returns how many went */
  async run(): Promise<number> {
    const now = this.clock.now();
    await this.forget(londonDay(now));
    const settings = await this.settings.policies.now(this.db);
    const { calendar } = settings;
    const day = morningOf(now, settings, !this.canSend);
    if (day === null) return 0;
    let sent = 0;
    for (const reader of await this.readers(day))
      if (wantsMorningLetter(reader.wish, day, calendar) && (await this.claim(reader, day, now)))
        sent += await this.sendTo(reader, day);
    return sent;
  }

  /** What today's letter to this officer would say now; null when nothing needs them. */
  async preview(officerId: string, day: Temporal.PlainDate): Promise<MorningLetter | null> {
    const [covered] = await this.db.query<{ ids: string[] }>(
      `SELECT ARRAY(SELECT officer_id::text FROM officer_absence
                     WHERE covered_by = $1 AND $2::date BETWEEN from_day AND until_day) AS ids`,
      [officerId, day.toString()],
    );
    const scope = { officerIds: [officerId, ...(covered?.ids ?? [])] };
    const today = await readToday(this.db, this.clock.now(), scope, countsTo);
    return writeMorningLetter(today, this.config.publicUrl, await this.hour());
  }

  /** The hour in Europe/London at which it comes. */
  async hour(): Promise<number> {
    return (await this.settings.policies.now(this.db)).policy.morningLetterAt;
  }

  /** An officer's own letters of the last two weeks that stayed here, newest first. */
  async kept(officerId: string): Promise<KeptMorningLetter[]> {
    return this.db.query<KeptMorningLetter>(
      `SELECT day, kept->>'subject' AS subject, kept->>'text' AS text FROM morning_letter
        WHERE officer_id = $1 AND kept IS NOT NULL ORDER BY day DESC`,
      [officerId],
      'morning-letters-kept',
    );
  }

  async wishOf(officerId: string): Promise<MorningWish> {
    const [row] = await this.db.query<{ wish: MorningWish }>(
      'SELECT morning_letter AS wish FROM officer WHERE id = $1',
      [officerId],
    );
    return row?.wish ?? 'off';
  }

  async setWish(officerId: string, wish: MorningWish): Promise<void> {
    await this.db.query('UPDATE officer SET morning_letter = $2 WHERE id = $1', [officerId, wish]);
  }

  /** Who may have one today and has not: whoever is away has not, nor who works no cases. */
  private readers(day: Temporal.PlainDate): Promise<Reader[]> {
    return this.db.query<Reader>(
      `SELECT o.id, o.name, o.email, o.morning_letter AS wish
         FROM officer o
         LEFT JOIN morning_letter m ON m.officer_id = o.id AND m.day = $1::date
        WHERE o.disabled_at IS NULL AND o.role <> 'viewer' AND o.morning_letter <> 'off'
          AND (m.state IS NULL OR m.state = 'waiting' AND m.next_try_at <= $2)
          AND NOT EXISTS (SELECT FROM officer_absence a WHERE a.officer_id = o.id
                             AND $1::date BETWEEN a.from_day AND a.until_day)
        ORDER BY o.id`,
      [day.toString(), this.clock.now().toString()],
      'morning-letter-readers',
    );
  }

  private async claim(
    { id }: Reader,
    day: Temporal.PlainDate,
    now: Temporal.Instant,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `INSERT INTO morning_letter (officer_id, day, state, changed_at)
       VALUES ($1, $2, 'claimed', $3)
       ON CONFLICT (officer_id, day) DO UPDATE
         SET state = 'claimed', changed_at = EXCLUDED.changed_at, next_try_at = NULL
         WHERE morning_letter.state = 'waiting' AND morning_letter.next_try_at <= $3
       RETURNING 1`,
      [id, day.toString(), now.toString()],
    );
    return rows.length > 0;
  }

  private async sendTo(reader: Reader, day: Temporal.PlainDate): Promise<number> {
    let letter: MorningLetter | null;
    try {
      letter = await this.preview(reader.id, day);
    } catch (error) {
      this.log.error(`A morning letter could not be written: ${(error as Error).message}`);
      await this.settle(reader, day, 'waiting', null);
      return 0;
    }
    if (letter === null) {
      await this.settle(reader, day, 'nothing', 0);
      return 0;
    }
    const outcome = await this.transport.send({
      messageId: `<morning.${randomUUID()}@${messageDomain(this.config)}>`,
      to: { name: reader.name, address: reader.email },
      replyTo: null,
      subject: letter.subject,
      stopUrl: `${this.config.publicUrl}/account/morning-letter`,
      at: this.clock.now(),
      text: letter.text,
      html: letter.html,
    });
    if (outcome.kind !== 'sent') this.log.warn(`A morning letter did not go: ${outcome.reason}`);
    if (!this.canSend) await this.keep(reader, day, letter);
    await this.settle(reader, day, stateAfter[outcome.kind], letter.matters);
    return outcome.kind === 'sent' ? 1 : 0;
  }

  private async keep(
    { id }: Reader,
    day: Temporal.PlainDate,
    { subject, text }: MorningLetter,
  ): Promise<void> {
    await this.db.query('UPDATE morning_letter SET kept = $3 WHERE officer_id = $1 AND day = $2', [
      id,
      day.toString(),
      JSON.stringify({ subject, text }),
    ]);
  }

  /** Also once there is a mail server: what stayed here before must not stay for good. */
  private async forget(today: Temporal.PlainDate): Promise<void> {
    const oldest = today.subtract({ days: keptDays });
    await this.db.query(
      'UPDATE morning_letter SET kept = NULL WHERE kept IS NOT NULL AND day < $1',
      [oldest.toString()],
      'morning-letters-forgotten',
    );
  }

  private async settle(
    { id }: Reader,
    day: Temporal.PlainDate,
    state: MorningState,
    matters: number | null,
  ): Promise<void> {
    const now = this.clock.now();
    const next = state === 'waiting' ? now.add({ minutes: tryAgainMinutes }).toString() : null;
    await this.db.query(
      `UPDATE morning_letter SET state = $3, matters = $4, changed_at = $5, next_try_at = $6
        WHERE officer_id = $1 AND day = $2`,
      [id, day.toString(), state, matters, now.toString(), next],
    );
  }
}

const stateAfter: Readonly<Record<SendOutcome['kind'], MorningState>> = {
  sent: 'sent',
  deferred: 'waiting',
  halt: 'waiting',
  refused: 'refused',
  unknown: 'unknown',
};
