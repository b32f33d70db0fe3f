import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, NotFound } from '@app/domain';
import { Clock, Database, isUniqueViolation } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Officers who see each other's cases. */
export interface Team {
  id: string;
  name: string;
  /** How many who may sign in are in it. */
  officers: number;
}

const longestName = 100;

/**
 * Teams, and who is in which. As long as there is none everybody sees every case; officers without a
 * team count as one team of their own.
 */
@Injectable()
export class Teams {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  list(): Promise<Team[]> {
    return this.db.query<Team>(
      `SELECT t.id, t.name,
              (SELECT count(*)::int FROM officer o
                WHERE o.team_id = t.id AND o.disabled_at IS NULL) AS officers
         FROM team t ORDER BY t.name COLLATE "en-x-icu", t.id`,
    );
  }

  /** @throws BadInput the name is none @throws Conflict a team has it */
  async make(name: string): Promise<string> {
    const id = randomUUID();
    const given = checkedName(name);
    await this.db
      .query('INSERT INTO team (id, name, created_at) VALUES ($1, $2, $3)', [
        id,
        given,
        this.clock.now().toString(),
      ])
      .catch((error: unknown) => taken(error, given));
    return id;
  }

  /** @throws BadInput, Conflict as `make` @throws NotFound */
  async rename(id: string, name: string): Promise<void> {
    const given = checkedName(name);
    const renamed = await this.db
      .query('UPDATE team SET name = $2 WHERE id = $1 RETURNING 1', [id, given])
      .catch((error: unknown) => taken(error, given));
    if (renamed.length === 0) throw noSuchTeam();
  }

  /** Whoever was in it, those who have left too, is without a team then. @throws NotFound */
  async remove(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('UPDATE officer SET team_id = NULL WHERE team_id = $1', [id]);
      const removed = await tx.query('DELETE FROM team WHERE id = $1 RETURNING 1', [id]);
      if (removed.length === 0) throw noSuchTeam();
    });
  }

  /** @param teamId null for none @throws NotFound there is no such team or officer */
  async place(officerId: string, teamId: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      // Held, so that it is not removed in between.
      if (teamId !== null) {
        const team = await tx.query('SELECT 1 FROM team WHERE id = $1 FOR SHARE', [teamId]);
        if (team.length === 0) throw noSuchTeam();
      }
      const placed = await tx.query('UPDATE officer SET team_id = $2 WHERE id = $1 RETURNING 1', [
        officerId,
        teamId,
      ]);
      if (placed.length === 0) throw new NotFound('no-such-officer', 'There is no such officer.');
    });
  }
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > 0 && trimmed.length <= longestName) return trimmed;
  const message = `Give the team a name of 1 to ${longestName} characters.`;
  throw new BadInput('invalid-name', message, [
    { pointer: '/name', code: 'invalid-name', message },
  ]);
}

function taken(error: unknown, name: string): never {
  if (!isUniqueViolation(error)) throw error;
  throw new Conflict('team-exists', `There is a team called ${name} already.`);
}

const noSuchTeam = (): NotFound => new NotFound('no-such-team', 'There is no such team.');
