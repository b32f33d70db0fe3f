import { Caseloads } from '@app/cases';
import { londonDay } from '@app/domain';
import { type AuditLine, homesOfCases, listAudit } from '@app/measures';
import { Roster, type RosterEntry } from '@app/officers';
import { askedBy, filterOf } from '../../officer/audit/audit.controller';
import { auditTable } from '../../officer/audit/audit.presenter';
import { CasePeople } from '../../officer/case/case-people';
import { signInWords } from '../../officer/officers/officers.presenter';
import { roleWords } from '../../officer/officers/officer-words';
import { column, everyPage, listOf, onePage } from '../export-list';

const auditAtOnce = 500;
const noNames = { officers: new Map<string, string>(), homes: new Map<string, string>() };

export const peopleLists = [
  listOf<RosterEntry & { cases: number }>({
    name: 'officers',
    title: 'Officers',
    permission: 'officers.manage',
    open: ({ now, reader }) => ({
      columns: [
        column('Name', 'text', (one) => one.name),
        column('Email', 'text', (one) => one.email),
        column('Role', 'text', ({ role }) => roleWords[role].text),
        column('Team', 'text', (one) => one.team),
        column('Open cases', 'number', (one) => one.cases),
        column('Signs in', 'text', (one) => signInWords(one, londonDay(now))),
        column('Last here', 'instant', (one) => one.lastSeenAt),
        column('Left', 'instant', (one) => one.disabledAt),
        column('Page of the officer', 'link', (one) => `/officers/${one.id}`),
      ],
      pages: onePage(async () => {
        const [roster, cases] = await Promise.all([
          reader(Roster).list(),
          reader(Caseloads).counts(),
        ]);
        return roster.map((one) => ({ ...one, cases: cases.get(one.id) ?? 0 }));
      }),
    }),
  }),
  listOf<string[]>({
    name: 'audit',
    title: 'Audit',
    permission: 'audit.read',
    async open({ query, db, reader }) {
      const filter = filterOf(askedBy(query));
      const officers = await reader(CasePeople).officers();
      const [head = []] = auditTable([], noNames);
      return {
        columns: head.map((heading, n) =>
          column<string[]>(heading, n === 0 ? 'instant' : 'text', (cells) => cells[n] ?? null),
        ),
        pages: everyPage(async (cursor) => {
          const page = await listAudit(db, filter, auditAtOnce, cursor);
          const ids = page.items.flatMap(({ cases }: AuditLine) => cases.slice(0, 5));
          const homes = await homesOfCases(db, [...new Set(ids)]);
          return { ...page, items: auditTable(page.items, { officers, homes }).slice(1) };
        }),
      };
    },
  }),
];
