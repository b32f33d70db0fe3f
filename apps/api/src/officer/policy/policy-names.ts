import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Names } from './policy.presenter';

/** Who drafted and published, by name. */
@Injectable()
export class PolicyNames {
  constructor(private readonly db: Database) {}

  /** @param actors `officer:<id>` and others, who have no name */
  async of(actors: readonly (string | null)[]): Promise<Names> {
    const rows = await this.db.query<{ actor: string; name: string }>(
      "SELECT 'officer:' || id AS actor, name FROM officer WHERE 'officer:' || id = ANY($1)",
      [[...new Set(actors.filter((a) => a !== null))]],
    );
    return new Map(rows.map(({ actor, name }) => [actor, name]));
  }
}
