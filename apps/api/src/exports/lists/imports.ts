import { BadInput, isUuid } from '@app/domain';
import {
  type FieldChange,
  ImportChanges,
  type ImportProblem,
  type ListedImport,
  listImports,
  readImport,
  type RegisterChange,
} from '@app/providers';
import { textOf } from '../../officer/forms/form';
import { readAskedChanges } from '../../officer/imports/which-changes';
import { PolicyNames } from '../../officer/policy/policy-names';
import {
  fieldWords,
  kindWords,
  subjectWords,
  valueInWords,
} from '../../officer/words/register-words';
import { column, type Exporting, everyPage, listOf, onePage } from '../export-list';

const atOnce = 200;

/** One value of a record that an import made or changed. */
interface ChangedValue {
  record: RegisterChange;
  value: FieldChange;
}

type NamedImport = ListedImport & { by: string | null };

/** @throws BadInput it is not named in the address */
function importOf({ query }: Exporting): string {
  const id = textOf(query, 'import');
  if (!isUuid(id))
    throw new BadInput('no-import', 'Open an import and take its list away from there.');
  return id;
}

export const importLists = [
  listOf<NamedImport>({
    name: 'imports',
    title: 'Imports',
    permission: 'register.read',
    open: ({ db, reader }) => ({
      columns: [
        column('File', 'text', (run) => run.fileName),
        column('Kind', 'text', ({ kind }) => kindWords[kind]),
        column('Data of', 'day', (run) => run.asOf),
        column('Imported', 'instant', (run) => run.importedAt),
        column('By', 'text', (run) => run.by),
        column('Rows', 'number', (run) => run.rows),
        column('Set aside', 'number', (run) => run.quarantined),
        column('Problems', 'number', (run) => run.problems),
        column('Taken back', 'instant', (run) => run.undoneAt),
        column('Page of the import', 'link', (run) => `/imports/${run.id}`),
      ],
      pages: everyPage(async (cursor) => {
        const page = await listImports(db, { limit: atOnce, ...(cursor ? { cursor } : {}) });
        const names = await reader(PolicyNames).of(page.items.map((run) => run.importedBy));
        const items = page.items.map((run) => ({ ...run, by: names.get(run.importedBy) ?? null }));
        return { ...page, items };
      }),
    }),
  }),
  listOf<ChangedValue>({
    name: 'import-changes',
    title: 'What an import changed',
    permission: 'register.read',
    async open(asked) {
      const id = importOf(asked);
      await readImport(asked.db, id);
      const { showing, q } = readAskedChanges(asked.query);
      const search = {
        limit: 100,
        ...(showing === 'new' ? { action: 'create' as const } : {}),
        ...(showing === 'changed' ? { action: 'update' as const } : {}),
        ...(q ? { q } : {}),
      };
      const changes = asked.reader(ImportChanges);
      return {
        columns: [
          column('Record', 'text', ({ record }) => record.name),
          column('Kind of record', 'text', ({ record }) => subjectWords(record.subject)),
          column('ID', 'text', ({ record }) => record.key),
          column('New or changed', 'text', ({ record }) =>
            record.action === 'create' ? 'new' : 'changed',
          ),
          column('Row', 'number', ({ record }) => record.row),
          column('What', 'text', ({ value }) => fieldWords(value.field)),
          column('Before', 'text', ({ value }) => valueInWords(value.old, value.field)),
          column('Since then', 'text', ({ value }) => valueInWords(value.new, value.field)),
          column('Before from', 'text', ({ value }) => value.oldFrom?.fileName ?? null),
        ],
        pages: everyPage(async (cursor) => {
          const page = await changes.ofImport(id, { ...search, ...(cursor ? { cursor } : {}) });
          const items = page.items.flatMap((record) =>
            record.fields.map((value) => ({ record, value })),
          );
          return { ...page, items };
        }),
      };
    },
  }),
  listOf<ImportProblem>({
    name: 'import-problems',
    title: 'What to look at in an import',
    permission: 'register.read',
    async open(asked) {
      const { result } = await readImport(asked.db, importOf(asked));
      return {
        columns: [
          column('Row', 'number', ({ row }) => row),
          column('Column', 'text', (problem) => problem.column),
          column('Code', 'text', ({ code }) => code),
          column('What', 'text', ({ message }) => message),
        ],
        pages: onePage(() => Promise.resolve(result.problems)),
      };
    },
  }),
];
