import { everyCase, londonDay, type Scope } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Officer } from './officer';

/**
 * Whose cases an officer sees. Officers of one team see each other's, and all without a team count
 * as one; so where nobody made teams everybody sees everything. Who covers for somebody sees their
 * cases too, from the first day of the absence to its last, in Europe/London. A lead sees all.
 */
@Injectable()
export class CaseScopes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async of(officer: Pick<Officer, 'id' | 'role'>): Promise<Scope> {
    if (officer.role === 'lead') return everyCase;
    // Who has left keeps the team: their cases stay with it until they are handed over.
    const [found] = await this.db.query<{ teams: boolean; officerIds: string[] }>(
      `SELECT EXISTS (SELECT 1 FROM officer WHERE team_id IS NOT NULL) AS teams,
              ARRAY(SELECT mate.id FROM officer me
                      JOIN officer mate ON mate.team_id IS NOT DISTINCT FROM me.team_id
                     WHERE me.id = $1
                     UNION
                    SELECT officer_id FROM officer_absence
                     WHERE covered_by = $1 AND $2::date BETWEEN from_day AND until_day) AS "officerIds"`,
      [officer.id, londonDay(this.clock.now()).toString()],
      'case-scope',
    );
    return found?.teams ? { officerIds: found.officerIds } : everyCase;
  }
}
