import { audit, factsOfCases, heldPeople, textsOfCases } from '@app/history';
import { type OpenLetter, openLettersOfCases, openMessagesOfCases } from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { heldContacts } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { type WholePerson, wholePerson } from './find-person';
import { keptAnswers } from './kept-answers';
import { mentions, mentionsOf, withoutMentions } from './mentions';
import { correspondenceOf } from './person-correspondence';

/** One thing held about a person, as a line of the export. */
export interface ExportLine {
  /** What it is: `details`, `what happened`, `letter to them`… */
  part: string;
  home: string;
  /** ISO 8601: a day or an instant. */
  when: string;
  what: string;
  text: string;
}

/** All that is held of one person. */
export interface PersonExport {
  madeAt: string;
  names: string[];
  emails: string[];
  mobiles: string[];
  /** Whether others who are named in it were blacked out. */
  othersTakenOut: boolean;
  lines: ExportLine[];
}

/** Who saw or took away personal details of the cases somebody is part of. */
const seen = [
  'details-seen',
  'details-exported',
  'letter-read',
  'message-read',
  'attachment-opened',
  'facts-read',
  'person-exported',
];
const mostSeen = 2000;

/** Gathers everything held of a person, for the answer to a request for access. */
@Injectable()
export class ExportPerson {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param subjects the places chosen, as the search names them
   * @param withoutOthers blacks out other people of the same cases and homes
   * @throws BadInput
   */
  async run(subjects: readonly string[], withoutOthers: boolean): Promise<PersonExport> {
    const { sealer } = this.settings.confidential;
    return this.db.transaction(async (tx) => {
      const whole = await wholePerson(tx, sealer, subjects);
      const others = withoutOthers ? await patternOfOthers(tx, this.settings, whole) : null;
      const lines = await this.gather(tx, whole);
      await audit(tx, {
        action: 'person-exported',
        subject: subjects[0] ?? '',
        cases: whole.caseIds,
        details: { subjects: [...subjects], lines: lines.length, withoutOthers },
      });
      return {
        madeAt: this.clock.now().toString(),
        names: whole.names,
        emails: whole.emails,
        mobiles: whole.mobiles,
        othersTakenOut: others !== null,
        lines: others ? withoutMentions(lines, others) : lines,
      };
    });
  }

  private async gather(tx: Sql, whole: WholePerson): Promise<ExportLine[]> {
    const homes = new Map(whole.homes.map(({ caseId, home }) => [caseId, home]));
    const homeOf = (caseId: string) => homes.get(caseId) ?? '';
    return [
      ...detailsOf(whole, homeOf),
      ...(await this.facts(tx, whole, homeOf)),
      ...(await this.correspondence(tx, whole, homeOf)),
      ...(await viewsOf(tx, whole)),
    ];
  }

  private async facts(
    tx: Sql,
    { people, caseIds, ...marks }: WholePerson,
    homeOf: (caseId: string) => string,
  ): Promise<ExportLine[]> {
    const { sealer } = this.settings.confidential;
    const facts = await factsOfCases(tx, sealer, caseIds);
    const texts = await textsOfCases(tx, sealer, caseIds);
    const pattern = mentionsOf(marks);
    return caseIds.flatMap((caseId) => {
      const refs = new Set(people.filter((p) => p.caseId === caseId).map(({ ref }) => ref));
      return (facts.get(caseId) ?? []).flatMap((stored): ExportLine[] => {
        const fact = texts.get(caseId)?.showIn(stored) ?? stored;
        const isAbout = fact.details.person !== undefined && refs.has(fact.details.person);
        const isNamed = pattern !== null && mentions([fact.details, fact.override], pattern);
        if (!isAbout && !isNamed) return [];
        const { person: _, ...rest } = fact.details;
        const said = Object.entries(rest).map(([field, value]) => `${field}: ${String(value)}`);
        return [
          {
            part: isAbout ? 'What happened' : 'Notes that name them',
            home: homeOf(caseId),
            when: fact.on ?? fact.at ?? '',
            what: fact.type.replaceAll('-', ' '),
            text: [
              ...said,
              ...(fact.override ? [`in spite of a warning: ${fact.override}`] : []),
            ].join('; '),
          },
        ];
      });
    });
  }

  private async correspondence(
    tx: Sql,
    whole: WholePerson,
    homeOf: (caseId: string) => string,
  ): Promise<ExportLine[]> {
    const { sealer } = this.settings.confidential;
    const of = await correspondenceOf(tx, sealer, whole);
    const pattern = mentionsOf(whole);
    const theirs = new Set(of.letters.map(({ id }) => id));
    const answered = new Set(of.answers);
    const wrote = new Set(of.messages);
    const isNamed = (value: unknown): boolean => pattern !== null && mentions(value, pattern);
    const days = await daysOfLetters(tx, whole.caseIds);
    const letters = await openLettersOfCases(tx, sealer, whole.caseIds);
    const answers = await keptAnswers(tx, sealer, whole.caseIds);
    const messages = await openMessagesOfCases(tx, sealer, whole.caseIds);
    return [
      ...letters
        .filter((letter) => theirs.has(letter.id) || isNamed(letter))
        .map((letter) => letterLine(letter, theirs.has(letter.id), days.get(letter.id))),
      ...answers
        .filter((answer) => answered.has(answer.id) || isNamed(answer.content))
        .map(({ caseId, at, choice, content }) => ({
          part: 'Answers given by a link',
          home: homeOf(caseId),
          when: at,
          what: choice.replaceAll('-', ' '),
          text: Object.values(content.given).flat().join('; '),
        })),
      ...messages
        .filter((message) => wrote.has(message.id) || isNamed(message.content))
        .map(({ id, receivedAt, content }) => ({
          part: wrote.has(id) ? 'Mail from them' : 'Mail that names them',
          home: '',
          when: receivedAt,
          what: content.subject,
          text: content.newest,
        })),
    ];
  }
}

const detailsOf = (
  { people, contacts }: WholePerson,
  homeOf: (caseId: string) => string,
): ExportLine[] => [
  ...people.map(({ caseId, recordedAt, names, emails, mobiles, jobs }) => ({
    part: 'Details',
    home: homeOf(caseId),
    when: recordedAt,
    what: 'One of the people named for an account',
    text: [...names, ...emails, ...mobiles, ...jobs].join('; '),
  })),
  ...contacts.map(({ createdAt, locationId, name, email }) => ({
    part: 'Details',
    home: locationId,
    when: createdAt,
    what: 'Contact of a home',
    text: [name ?? '', email].filter(Boolean).join('; '),
  })),
];

interface LetterDay {
  home: string;
  at: string;
  status: string;
}

async function daysOfLetters(
  sql: Sql,
  caseIds: readonly string[],
): Promise<Map<string, LetterDay>> {
  const rows = await sql.query<LetterDay & { id: string }>(
    `SELECT l.id, min(s.name) AS home, l.planned_at AS at, l.status
       FROM letter l JOIN letter_part p ON p.letter_id = l.id
       JOIN application_case c ON c.id = p.case_id JOIN site s USING (location_id)
      WHERE p.case_id = ANY($1) GROUP BY l.id`,
    [caseIds],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

const letterLine = (
  { subject, content }: OpenLetter,
  isTheirs: boolean,
  day: LetterDay | undefined,
): ExportLine => ({
  part: isTheirs ? 'Letters to them' : 'Letters that name them',
  home: day?.home ?? '',
  when: day?.at ?? '',
  what: `${subject} (${day?.status ?? ''})`,
  text: content.text,
});

async function viewsOf(sql: Sql, { caseIds }: WholePerson): Promise<ExportLine[]> {
  const rows = await sql.query<{ at: string; action: string; home: string | null }>(
    `SELECT e.at, e.action,
            (SELECT min(s.name) FROM application_case c JOIN site s USING (location_id)
              WHERE c.id = ANY(e.cases)) AS home
       FROM audit_entry e WHERE e.cases && $1::uuid[] AND e.action = ANY($2)
      ORDER BY e.id DESC LIMIT $3`,
    [caseIds, seen, mostSeen],
  );
  return rows.map(({ at, action, home }) => ({
    part: 'Who has seen it',
    home: home ?? '',
    when: at,
    what: action.replaceAll('-', ' '),
    text: 'an officer of the association',
  }));
}

/** Everybody else named in the same cases, and the contacts of the same homes. */
async function patternOfOthers(
  sql: Sql,
  { confidential: { sealer } }: CaseSettings,
  whole: WholePerson,
): Promise<RegExp | null> {
  const own = new Set([...whole.names, ...whole.emails, ...whole.mobiles]);
  const locations = await sql.query<{ id: string }>(
    'SELECT location_id AS id FROM application_case WHERE id = ANY($1)',
    [whole.caseIds],
  );
  const people = await heldPeople(sql, sealer, whole.caseIds);
  const contacts = await heldContacts(
    sql,
    sealer,
    locations.map(({ id }) => id),
  );
  const others = (values: readonly string[]) => values.filter((value) => !own.has(value));
  return mentionsOf({
    names: others([...people.flatMap((p) => p.names), ...contacts.flatMap((c) => c.name ?? [])]),
    emails: others([...people.flatMap((p) => p.emails), ...contacts.map((c) => c.email)]),
    mobiles: others(people.flatMap((p) => p.mobiles)),
  });
}
