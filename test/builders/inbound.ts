import { randomUUID } from 'node:crypto';
import { TakeInMail } from '@app/cases';
import { storeArrivals } from '@app/letters';
import { Clock, Database, Sealer } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';

/** A message as it travels, with a Message-ID of its own. */
export function rawMessage(headers: Readonly<Record<string, string>>, body: string): Buffer {
  const all = { 'Message-ID': `<${randomUUID()}@mail.example>`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([...lines, '', body, ''].join('\r\n'));
}

/** Stores a message as the mailbox's reader does; nobody has read it yet. @param receivedAt ISO 8601 */
export async function storeArrival(
  app: INestApplicationContext,
  raw: Buffer,
  receivedAt: string,
): Promise<void> {
  const at = Temporal.Instant.from(receivedAt);
  const arrival = { raw, size: raw.length, receivedAt: at, place: '' };
  await storeArrivals(app.get(Database), app.get(Sealer), [arrival], app.get(Clock).now());
}

/**
 * Has a message come in: stored as the mailbox's reader stores it, and taken in.
 * @param receivedAt ISO 8601
 * @returns its id
 */
export async function arriveIn(
  app: INestApplicationContext,
  raw: Buffer,
  receivedAt: string,
): Promise<string> {
  const db = app.get(Database);
  const ids = async (): Promise<string[]> =>
    (await db.query<{ id: string }>('SELECT id FROM inbound_message')).map(({ id }) => id);
  const before = new Set(await ids());
  await storeArrival(app, raw, receivedAt);
  await app.get(TakeInMail).run();
  const [added] = (await ids()).filter((id) => !before.has(id));
  if (!added) throw new Error('The message was known already.');
  return added;
}
