import { isSendingMoment, Refused } from '@app/domain';
import type { PracticeEngine } from './practice-engine';
import type { TownMail } from './town-mail';

const officer = { name: 'Sam Practice', actor: 'officer:practice' };

/**
 * Each working afternoon somebody sees to the mail: asks the reader of each letter of which nobody
 * knows whether it went, and tells those whose letter was refused by phone.
 */
export async function clearUpMail(engine: PracticeEngine, { arrived }: TownMail): Promise<void> {
  if (!isSendingMoment(engine.clock.now(), engine.calendar, engine.policy.sendingHours)) return;
  const unclear = await engine.db.query<{ id: string; messageId: string; wanted: boolean }>(
    `SELECT id, message_id AS "messageId", withdraw_reason IS NULL AS wanted FROM letter WHERE status = 'unknown' ORDER BY id`,
    [],
    'practice-unknown-letters',
  );
  for (const { id, messageId, wanted } of unclear) {
    const did = arrived(messageId);
    const resolution = did ? 'arrived' : wanted ? 'send-again' : 'not-arrived';
    // Another letter has gone there today, so this one is for another day.
    await engine.troubles.resolve(id, resolution, officer).catch(unless('another-letter-today'));
  }
  const stopped = await engine.db.query<{ about: string }>(
    `SELECT DISTINCT about FROM task WHERE status = 'open' AND kind LIKE 'mail/%' AND kind <> 'mail/unknown' ORDER BY about`,
    [],
    'practice-stopped-letters',
  );
  for (const { about } of stopped) await engine.troubles.dealtWith(about, officer);
}

const unless =
  (code: string) =>
  (error: unknown): void => {
    if (!(error instanceof Refused) || error.code !== code) throw error;
  };
