import { wordsOfAction } from '@app/history';
import type { AuditLine, Page } from '@app/measures';
import { momentWords } from '../words/when';

/** What the page was asked for, as it stood in the address. */
export interface AuditAsked {
  actor: string;
  action: string;
  case: string;
  day: string;
}

/** Names by id, as far as they are known. */
export interface AuditNames {
  officers: ReadonlyMap<string, string>;
  homes: ReadonlyMap<string, string>;
}

const groups: readonly (readonly [value: string, text: string])[] = [
  ['link:', 'Homes, by links in letters'],
  ['system:', 'The program itself'],
  ['command:', 'The command line'],
  ['nobody', 'Somebody not signed in'],
  ['database:', 'Past the program'],
];

/** Who, in words. */
function actorWords(actor: string, officers: AuditNames['officers']): string {
  const [kind = '', ...rest] = actor.split(':');
  const name = rest.join(':');
  switch (kind) {
    case 'officer':
      return officers.get(name) ?? 'A former officer';
    case 'link':
      return 'The home, by a link in a letter';
    case 'system':
      return `The program itself (${name.replace(/^worker:/, '')})`;
    case 'command':
      return `The command line (${name})`;
    case 'database':
      return `Past the program, as ${name}`;
    default:
      return 'Somebody not signed in';
  }
}

/** What it was about, in words; what has no name is told by its id. */
function subjectWords(line: Pick<AuditLine, 'subject'>, names: AuditNames): string {
  const [kind = '', id = ''] = line.subject.split(/:(.*)/s);
  if (kind === 'officer') return names.officers.get(id) ?? line.subject;
  if (kind === 'case') return names.homes.get(id) ?? line.subject;
  return kind === 'list' ? `The list: ${id.replaceAll('-', ' ')}` : line.subject;
}

/** Which columns changed, or how many rows or people it was. */
function detailWords({ details }: Pick<AuditLine, 'details'>): string {
  const { rows, count, types, people } = details;
  const parts: string[] = [];
  if (Array.isArray(types)) parts.push(types.join(', '));
  if (Array.isArray(rows)) {
    const columns = new Set((rows as { columns?: string[] }[]).flatMap((row) => row.columns ?? []));
    if (columns.size > 0) parts.push([...columns].join(', '));
    if (rows.length > 1) parts.push(`${rows.length} rows`);
  }
  if (typeof count === 'number') parts.push(`${count} rows`);
  if (typeof people === 'number') parts.push(`${people} people`);
  return parts.join('; ');
}

const hrefOf = (asked: AuditAsked, more: Record<string, string> = {}): string => {
  const given = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== '');
  return given.length > 0 ? `/audit?${new URLSearchParams(given)}` : '/audit';
};

export function presentAudit(
  { items, nextCursor }: Page<AuditLine>,
  asked: AuditAsked,
  names: AuditNames,
  actions: readonly string[],
  laterPage: boolean,
) {
  const option = (value: string, text: string, chosen: string) => ({
    value,
    text,
    selected: value === chosen,
  });
  return {
    asked,
    whose: names.homes.get(asked.case) ?? null,
    actors: [
      option('', 'Anybody', asked.actor),
      ...[...names.officers].map(([id, name]) => option(`officer:${id}`, name, asked.actor)),
      ...groups.map(([value, text]) => option(value, text, asked.actor)),
    ],
    actions: [
      option('', 'Anything', asked.action),
      ...actions
        .map((action) => option(action, wordsOfAction(action), asked.action))
        .sort((a, b) => (a.text < b.text ? -1 : 1)),
    ],
    entries: items.map((line) => ({
      when: momentWords(line.at),
      who: actorWords(line.actor, names.officers),
      from: [line.via, line.network].filter(Boolean).join(', '),
      what: wordsOfAction(line.action),
      about: subjectWords(line, names),
      homes: line.cases
        .filter((id) => !line.subject.startsWith(`case:${id}`))
        .slice(0, 3)
        .map((id) => names.homes.get(id) ?? id),
      moreHomes: Math.max(0, line.cases.length - 3),
      caseHref: line.cases.length === 1 ? `/cases/${line.cases[0]}` : null,
      detail: detailWords(line),
      why: line.why,
    })),
    firstHref: laterPage ? hrefOf(asked) : null,
    nextHref: nextCursor ? hrefOf(asked, { cursor: nextCursor }) : null,
  };
}

/** The same as a table for a file, ids and words. */
export function auditTable(lines: readonly AuditLine[], names: AuditNames): string[][] {
  const head = ['At', 'Who', 'Through', 'What', 'About', 'Cases', 'Details', 'Why', 'Network'];
  return [
    [...head, 'Entry'],
    ...lines.map((line) => [
      line.at,
      `${actorWords(line.actor, names.officers)} (${line.actor})`,
      line.via,
      wordsOfAction(line.action),
      line.subject,
      line.cases.join(' '),
      detailWords(line),
      line.why ?? '',
      line.network ?? '',
      line.id,
    ]),
  ];
}
