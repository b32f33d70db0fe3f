import { RightsRequests } from '@app/cases';
import { londonDay } from '@app/domain';
import { Absences, Roster, Teams } from '@app/officers';
import { Clock } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Who works here. */
export interface PeopleStanding {
  officers: number;
  leads: number;
  viewers: number;
  teams: number;
  awayToday: number;
  /** Requests about personal data that are not answered. */
  requests: { open: number; late: number };
}

@Injectable()
export class PeopleStandings {
  constructor(
    private readonly roster: Roster,
    private readonly teams: Teams,
    private readonly absences: Absences,
    private readonly requests: RightsRequests,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<PeopleStanding> {
    const [everybody, teams, absences, requests] = await Promise.all([
      this.roster.list(),
      this.teams.list(),
      this.absences.list(),
      this.requests.waiting(),
    ]);
    const today = londonDay(this.clock.now()).toString();
    const having = (role: string): number =>
      everybody.filter((one) => one.disabledAt === null && one.role === role).length;
    return {
      officers: having('officer'),
      leads: having('lead'),
      viewers: having('viewer'),
      teams: teams.length,
      awayToday: absences.filter(({ from, until }) => from <= today && until >= today).length,
      requests,
    };
  }
}
