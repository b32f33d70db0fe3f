import { Caseloads } from '@app/cases';
import { londonDay } from '@app/domain';
import { Absences, Roster, roles, Teams } from '@app/officers';
import { Clock } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { errorList, errorOf, type FormProblem } from '../forms/form';
import { exactly } from '../words/when';
import { choices, mustChoose, roleReasonWords, roleWords } from './officer-words';
import { absenceWords, seenWords, signInWords } from './officers.presenter';

/** What the page of one officer shows. */
@Injectable()
export class OfficerPage {
  constructor(
    private readonly roster: Roster,
    private readonly teams: Teams,
    private readonly absences: Absences,
    private readonly caseloads: Caseloads,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async read(id: string, problems: readonly FormProblem[] = []) {
    const today = londonDay(this.clock.now());
    const [entry, teams, absences, counts] = await Promise.all([
      this.roster.get(id),
      this.teams.list(),
      this.absences.list(),
      this.caseloads.counts(),
    ]);
    const cases = counts.get(id) ?? 0;
    return {
      section: 'officers',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      ...entry,
      hasLeft: entry.disabledAt !== null,
      roleName: roleWords[entry.role].text,
      cases: exactly(cases, 'open case'),
      ownsCases: cases > 0,
      signIn: signInWords(entry, today),
      lastSeen: seenWords(entry, today),
      absences: absences
        .filter((absence) => absence.officerId === id)
        .map((absence) => absenceWords(absence, today)),
      roles: roles.map((value) => ({
        value,
        text: `${roleWords[value].text}: ${roleWords[value].hint}`,
        selected: value === entry.role,
      })),
      roleError: errorOf(problems, 'role'),
      reasons: mustChoose('Choose a reason', choices(roleReasonWords, '')),
      whyError: errorOf(problems, 'why'),
      teams: mustChoose(
        'No team',
        teams.map(({ id: value, name }) => ({
          value,
          text: name,
          selected: value === entry.teamId,
        })),
      ),
      anyTeams: teams.length > 0,
    };
  }
}
