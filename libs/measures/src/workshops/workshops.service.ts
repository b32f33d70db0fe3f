import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, londonDay, NotFound } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { foreignCursor, type Page, pageOf, readCursor } from '../keyset';
import { z } from 'zod';
import { checkWorkshop, type Workshop, type WorkshopInput } from './workshop';

const columns = `w.id, w.number, w.held_on AS "heldOn", w.kind, w.title, w.homes, w.people,
  w.locations, w.withdrawn AS "isWithdrawn", o.name AS by, w.said_at AS at`;

const newest = `(SELECT DISTINCT ON (id) * FROM workshop ORDER BY id, number DESC) w
  JOIN officer o ON o.id = w.said_by`;

/** Workshops and one-to-one surgeries: M11 counts them. An edit keeps what was said before. */
@Injectable()
export class Workshops {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that were not withdrawn, the newest held first. */
  async list(limit: number, cursor?: string): Promise<Page<Workshop>> {
    const after = cursor === undefined ? [null, null] : placeOf(cursor);
    const rows = await this.db.query<Workshop>(
      `SELECT ${columns} FROM ${newest}
        WHERE NOT w.withdrawn AND ($1::date IS NULL OR (w.held_on, w.id) < ($1, $2::uuid))
        ORDER BY w.held_on DESC, w.id DESC LIMIT $3`,
      [...after, limit + 1],
      'workshops',
    );
    return pageOf(rows, limit, ({ heldOn, id }) => [heldOn, id]);
  }

  /**
   * Everything that was said of one, the newest edit first.
   * @throws NotFound
   */
  async history(id: string): Promise<[Workshop, ...Workshop[]]> {
    const [first, ...rest] = await this.db.query<Workshop>(
      `SELECT ${columns} FROM workshop w JOIN officer o ON o.id = w.said_by
        WHERE w.id = $1 ORDER BY w.number DESC`,
      [id],
      'workshop-history',
    );
    if (!first) throw noSuchWorkshop();
    return [first, ...rest];
  }

  /**
   * @returns the id of what was recorded
   * @throws BadInput naming each wrong field, or a site the register does not have
   */
  async record(input: WorkshopInput, officerId: string): Promise<string> {
    const id = randomUUID();
    await this.db.transaction((tx) => this.keep(tx, { id, number: 1, input, officerId }));
    return id;
  }

  /**
   * Says it anew, or takes it back; what was said before stays in its history.
   * @param number of the edit this one was made from
   * @throws NotFound, BadInput
   * @throws Conflict somebody edited it meanwhile
   */
  async change(
    id: string,
    number: number,
    change: WorkshopInput | 'withdraw',
    officerId: string,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`workshop ${id}`]);
      const [now] = await tx.query<Workshop>(
        `SELECT ${columns} FROM workshop w JOIN officer o ON o.id = w.said_by
          WHERE w.id = $1 ORDER BY w.number DESC LIMIT 1`,
        [id],
      );
      if (!now) throw noSuchWorkshop();
      if (now.number !== number)
        throw new Conflict(
          'workshop-changed',
          `${now.by} changed this meanwhile: look at it again, then make your change.`,
        );
      const isWithdrawn = change === 'withdraw';
      const input = isWithdrawn ? now : change;
      await this.keep(tx, { id, number: number + 1, input, officerId, isWithdrawn });
    });
  }

  private async keep(
    tx: Sql,
    given: {
      id: string;
      number: number;
      input: WorkshopInput;
      officerId: string;
      isWithdrawn?: boolean;
    },
  ): Promise<void> {
    const { id, number, officerId, isWithdrawn = false } = given;
    const now = this.clock.now();
    const input = checkWorkshop(given.input, londonDay(now).toString());
    await refuseUnknown(tx, input.locations);
    await tx.query(
      `INSERT INTO workshop (id, number, held_on, kind, title, homes, people, locations, withdrawn,
                             said_by, said_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        number,
        input.heldOn,
        input.kind,
        input.title,
        input.homes,
        input.people,
        input.locations,
        isWithdrawn,
        officerId,
        now.toString(),
      ],
    );
  }
}

const place = z.tuple([z.iso.date(), z.uuid()]);

function placeOf(cursor: string): [day: string, id: string] {
  const read = place.safeParse(readCursor(cursor, 2));
  if (!read.success) throw foreignCursor();
  return read.data;
}

async function refuseUnknown(tx: Sql, locations: readonly string[]): Promise<void> {
  const known = await tx.query<{ id: string }>(
    'SELECT location_id AS id FROM site WHERE location_id = ANY ($1)',
    [locations],
    'known-locations',
  );
  const ids = new Set(known.map(({ id }) => id));
  const missing = locations.filter((id) => !ids.has(id));
  if (missing.length > 0) {
    const message = `The register has no site ${missing.slice(0, 3).join(', ')}: check the location ID`;
    throw new BadInput('unknown-site', `${message}.`, [
      { pointer: '/locations', code: 'unknown-site', message },
    ]);
  }
}

const noSuchWorkshop = (): NotFound =>
  new NotFound('no-such-workshop', 'There is no such workshop: choose one from the list.');
