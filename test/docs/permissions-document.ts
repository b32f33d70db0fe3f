import {
  can,
  meaningOf,
  permissionNames,
  permissions,
  roles,
  scopeNames,
  scopes,
  type Subject,
} from '@app/officers';

const columns: readonly Subject[] = [...roles, 'system'];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (cells: readonly string[]): string => row(cells.map(() => '---'));

/** docs/permissions.md, drawn from the table that routes, pages and tests read. */
export function permissionsDocument(): string {
  const head = ['Permission', 'What it is about', ...columns];
  const table = permissionNames.map((name) => {
    const holders: readonly Subject[] = permissions[name];
    return row([
      `\`${name}\``,
      meaningOf[name],
      ...columns.map((one) => (holders.includes(one) ? 'yes' : '')),
    ]);
  });
  const tokens = scopeNames.map((scope) => {
    const names = scopes[scope].map((name) => `\`${name}\``).join(', ');
    return row([`\`${scope}\``, scope === 'all' ? 'everything its officer may do' : names]);
  });
  const ofViewer = permissionNames.filter((name) => can({ role: 'viewer' }, name));
  return `# Permissions

Who may do what. This page is drawn from \`libs/officers/src/permissions.ts\`, the one table that routes, pages and tests read; \`WRITE_DOCS=1 npx jest test/docs/permissions.spec.ts\` draws it anew.

${[row(head), rule(head), ...table].join('\n')}

*system* is the worker and the command line; nobody signs in as it. A viewer has ${ofViewer.length} permissions, none of which shows a home’s case, a person or a letter. No role may change the audit; nothing is purged but by a lead’s decision or a retention rule.

## Whose cases

A permission says what, teams say whose. Until somebody is put into a team, every officer sees every case. From then on an officer sees the cases that officers of the same team own, and those of whom they cover for today (first and last day count, days in London); officers without a team count as one. A lead sees all.

What belongs to a case goes with it: its tasks, letters, answers, mail, links, the people and addresses in it, the contact of its home. A letter or message about homes of two teams is there for both. Mail that belongs to no case yet is there for everyone who reads mail. Providers, sites and their DSPT standing belong to nobody and everyone who reads the register sees them; of another team’s home its page says only that another team looks after it.

Another team’s case, and a case that is not there, are answered by the same 404, to the byte. Lists, counts, searches, the forecast and previews leave it out.

Counts of the whole area (\`aggregates.read\`) are of every team. Who does not see every case is told “fewer than 5” for 1 to 4 homes of a local authority, as such a count could tell of a single home; where that would be the only count left out, so is the next smallest, as the total would give it away. Nor are they told counts of where two of local authority, ICB and kind of service meet. A token for \`aggregates\` alone sees no case, whoever it acts for.

## Tokens for programs

A token acts for an officer and never has more than that officer, whose team counts as well. It can be narrowed to one or more of these:

| Scope | Permissions |
| --- | --- |
${tokens.join('\n')}

## Without signing in

Open to everyone are the pages behind links in letters (whoever holds the link is the reader), signing in, \`/api/docs\`, \`/api/openapi.json\`, \`/health\`, \`/metrics\` (numbers about the service, no personal data; keep it inside your network if you like), the privacy notice and \`/.well-known/security.txt\`.

## How it is kept true

- A route says \`@Needs('cases.read', { case: 'id' })\` or \`@Public()\`. One that says neither keeps the service from starting, and fails \`test/access/matrix.e2e-spec.ts\`.
- That test reads the routes from the router and this table, and asks each route as each role, by each kind of token, for what is theirs, another team’s, and nobody’s. \`npm run full-size -- matrix\` asks every cell.
- Pages ask \`can('…')\` before they offer something.
`;
}
