/** A column of a flat table for programs that draw reports. Columns are added, never changed. */
export interface ReadColumn {
  name: string;
  type: 'text' | 'day' | 'instant' | 'number' | 'yes-no';
  isNullable: boolean;
  meaning: string;
  /** Where it is read; `$1` is the present moment. */
  sql: string;
}

/** A flat table; its rows come in the order in which they changed last, one transaction after another. */
export interface ReadTable {
  name: 'cases' | 'sites' | 'stalls' | 'letters' | 'calls';
  meaning: string;
  /** With `m`, the row of `read_change`, where there is one. */
  from: string;
  /** When a row changed last. */
  changed: string;
  /**
   * What tells one row from another: its key in `read_change`, and, where one key has several rows,
   * what tells those apart.
   */
  key: string;
  within: string | null;
  /** Whether changes are kept apart, so that a program can read on from where it was. */
  isFollowed: boolean;
  /** The officer whose case it is; null where every reader sees every row. */
  owner: string | null;
  columns: readonly ReadColumn[];
}

const column =
  (type: ReadColumn['type'], isNullable: boolean) =>
  (name: string, sql: string, meaning: string): ReadColumn => ({
    name,
    type,
    isNullable,
    meaning,
    sql,
  });

const text = column('text', false);
const someText = column('text', true);
const day = column('day', false);
const someDay = column('day', true);
const instant = column('instant', false);
const someInstant = column('instant', true);
const number = column('number', false);
const yesNo = column('yes-no', false);
const someYesNo = column('yes-no', true);

const practice = yesNo('practice', 'c.practice', 'An invented home of the practice caseload.');

/** What of `read_change` is of one table. */
const changesOf = (name: ReadTable['name']): string =>
  `(SELECT key, changed_at, mark FROM read_change WHERE list = '${name}') m`;

const followed = { changed: 'm.changed_at', key: 'm.key', within: null, isFollowed: true } as const;

export const readTables: readonly ReadTable[] = [
  {
    name: 'cases',
    meaning: 'One row a case, open or closed.',
    from: `${changesOf('cases')} JOIN application_case c ON c.id = m.key::uuid`,
    ...followed,
    owner: 'c.officer_id',
    columns: [
      text('caseId', 'c.id', 'Id of the case.'),
      text('locationId', 'c.location_id', 'CQC location ID of its home.'),
      text('officerId', 'c.officer_id', 'Id of the officer whose case it is; no name.'),
      yesNo('open', 'c.open', 'False once it is closed.'),
      text('stage', 'c.stage', 'Stable code of the stage.'),
      someText('waitingOn', 'c.waiting_on', 'Stable code of who has to act; null when closed.'),
      someText('party', 'c.awaits', 'As waitingOn, but the post apart.'),
      someInstant(
        'waitingSince',
        'c.awaits_since',
        'Since when it stands at this stage and waits.',
      ),
      day('openedOn', 'c.opened_on', 'Day it was opened, Europe/London.'),
      someInstant('nextAt', 'c.next_at', 'When something goes out next; null: nothing planned.'),
      someDay('useBy', 'c.use_by', 'Last day its passcode is good, Europe/London.'),
      someInstant('breachedAt', 'c.breached_at', 'When 48 hours without a reply ran out.'),
      someDay('parkedUntil', 'c.parked_until', 'It rests until this day, Europe/London.'),
      someInstant(
        'stalledSince',
        'CASE WHEN c.open AND c.stalled_at <= $1 THEN c.stalled_at END',
        'Since when it has not moved; null while it moves.',
      ),
      practice,
      instant('changedAt', 'c.changed_at', 'When the case changed last.'),
    ],
  },
  {
    name: 'sites',
    meaning: 'One row a site of the register.',
    from: `${changesOf('sites')} JOIN site s ON s.location_id = m.key`,
    ...followed,
    owner: null,
    columns: [
      text('locationId', 's.location_id', 'CQC location ID.'),
      text('name', 's.name', 'Name of the home, as CQC writes it.'),
      someText('providerId', 's.provider_id', 'CQC provider ID.'),
      someText('odsCode', 's.ods_code', 'ODS code.'),
      someText('town', 's.town', 'Town.'),
      someText('postcode', 's.postcode', 'Postcode.'),
      someText('localAuthority', 's.local_authority', 'As CQC writes it.'),
      someText('icb', 's.icb', 'Integrated care board.'),
      someYesNo('careHome', 's.care_home', 'Null while no file has said it.'),
      yesNo('inScope', 's.in_scope', 'It is ours to help.'),
      someText(
        'registration',
        's.registration_status',
        'registered or deregistered; null: not said.',
      ),
      someYesNo('dormant', 's.dormant', 'Registered, but without service at present.'),
      instant('changedAt', 's.changed_at', 'When the register changed it last.'),
    ],
  },
  {
    name: 'stalls',
    meaning: 'One row a reason for which an open case is not moving now. Load it whole each time.',
    from: `application_case c
           CROSS JOIN LATERAL unnest(c.stall_codes, c.stall_since) AS u(code, since)`,
    changed: 'u.since',
    key: 'c.id::text',
    within: 'u.code',
    isFollowed: false,
    owner: 'c.officer_id',
    columns: [
      text('caseId', 'c.id', 'Id of the case.'),
      text('code', 'u.code', 'Stable code of the reason.'),
      instant('since', 'u.since', 'Since when it has held.'),
      practice,
    ],
  },
  {
    name: 'letters',
    meaning: 'One row a letter and a case it speaks of. Nothing it says, and nobody it goes to.',
    from: `${changesOf('letters')} JOIN letter l ON l.id = m.key::uuid
           JOIN LATERAL (SELECT DISTINCT case_id FROM letter_part p WHERE p.letter_id = l.id) p ON true
           JOIN application_case c ON c.id = p.case_id`,
    ...followed,
    within: 'c.id::text',
    owner: 'c.officer_id',
    columns: [
      text('letterId', 'l.id', 'Id of the letter; it stands once for each case it speaks of.'),
      text('caseId', 'c.id', 'Id of the case.'),
      text('kinds', "array_to_string(l.kinds, ' ')", 'Stable codes of what it says, by blanks.'),
      yesNo('routine', 'l.routine', 'One of the usual letters, at most one a working day.'),
      text('status', 'l.status', 'Stable code of how it went.'),
      day('day', 'l.day', 'Day it was written for, Europe/London.'),
      instant('plannedAt', 'l.planned_at', 'When it was written.'),
      someInstant('settledAt', 'l.settled_at', 'When its fate was known.'),
      number('attempts', 'l.attempts', 'How often it was tried.'),
      practice,
    ],
  },
  {
    name: 'calls',
    meaning: 'One row a telephone call that was recorded, those taken back too.',
    from: `${changesOf('calls')} JOIN fact f ON f.id = m.key::uuid
           JOIN application_case c ON c.id = f.case_id
           LEFT JOIN LATERAL (SELECT r.recorded_at FROM fact r
                               WHERE r.case_id = f.case_id AND r.type = 'retracted'
                                 AND r.details->>'fact' = f.id::text LIMIT 1) r ON true`,
    ...followed,
    owner: 'c.officer_id',
    columns: [
      text('callId', 'f.id', 'Id of the call.'),
      text('caseId', 'f.case_id', 'Id of the case.'),
      instant('at', 'f.happened_at', 'When it was made.'),
      text('about', "f.details->>'about'", 'Stable code of the matter.'),
      text('outcome', "f.details->>'outcome'", 'spoke, voicemail, wrong-number, done or tomorrow.'),
      someDay('again', "(f.details->>'again')::date", 'The next day that was set, Europe/London.'),
      yesNo(
        'takenBack',
        'r.recorded_at IS NOT NULL',
        'It was recorded by mistake: do not count it.',
      ),
      practice,
    ],
  },
];

/** What a table leaves out besides what its scope hides. */
export const onlyOf: Partial<Record<ReadTable['name'], string>> = {
  stalls: 'c.open AND u.since <= $1',
};
