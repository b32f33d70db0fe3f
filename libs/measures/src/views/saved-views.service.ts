import { randomUUID } from 'node:crypto';
import { BadInput, Conflict, NotFound } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { casesHref, readCaseAsk, writeCaseAsk } from '../case-ask';

/** The lists a view can be kept of. */
export const viewLists = ['cases', 'stalled'] as const;

export type ViewList = (typeof viewLists)[number];

/** A list as an officer keeps it: filters, columns and order. Never rows: it is read anew each time. */
export interface SavedView {
  id: string;
  list: ViewList;
  name: string;
  /** As it stands in the address, after the question mark. */
  query: string;
  /** Where it opens. */
  href: string;
  /** Everybody sees it. */
  shared: boolean;
  /** The list opens with it, for its owner. */
  isDefault: boolean;
  /** It is one's own, to change and delete. */
  mine: boolean;
  /** Whose it is. */
  officer: string;
}

export interface NewView {
  list: ViewList;
  name: string;
  /** As in an address; read as lists read it, so that nothing else is kept. */
  query: string;
  shared: boolean;
  isDefault: boolean;
}

/** Who asks; a lead may delete what others share. */
export interface ViewReader {
  id: string;
  role: string;
}

const longestName = 60;
const mostViews = 50;

/** Views that officers keep of lists of cases. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** One's own by name, then what others share. */
  async list({ id }: ViewReader): Promise<SavedView[]> {
    const rows = await this.db.query<Omit<SavedView, 'href'>>(
      `${columns} WHERE v.officer_id = $1 OR v.shared
        ORDER BY v.officer_id = $1 DESC, lower(v.name), v.id LIMIT 200`,
      [id],
      'saved-views',
    );
    return rows.map(withHref);
  }

  /** @throws NotFound there is none, or it is another's and not shared */
  async get({ id: officerId }: ViewReader, id: string): Promise<SavedView> {
    const [row] = await this.db.query<Omit<SavedView, 'href'>>(
      `${columns} WHERE v.id = $2 AND (v.officer_id = $1 OR v.shared)`,
      [officerId, id],
      'saved-view',
    );
    if (!row) throw noSuchView();
    return withHref(row);
  }

  /**
   * Keeps a view; one of the same name is replaced, so that saving again is how to change or undo.
   * @throws BadInput the name is none @throws Conflict there are too many
   */
  async save({ id: officerId }: ViewReader, view: NewView): Promise<string> {
    const name = checkedName(view.name);
    const query = cleanQuery(view.query);
    const now = this.clock.now().toString();
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT FROM officer WHERE id = $1 FOR NO KEY UPDATE', [officerId]);
      const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM saved_view WHERE officer_id = $1 AND lower(name) <> lower($2)',
        [officerId, name],
      );
      if (count >= mostViews)
        throw new Conflict(
          'too-many-views',
          `You keep ${mostViews} views already; delete one you no longer use first.`,
        );
      if (view.isDefault)
        await tx.query(
          'UPDATE saved_view SET is_default = false WHERE officer_id = $1 AND list = $2 AND is_default',
          [officerId, view.list],
        );
      const [saved] = await tx.query<{ id: string }>(
        `INSERT INTO saved_view AS v (id, list, name, query, officer_id, shared, is_default, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         ON CONFLICT (officer_id, lower(name)) DO UPDATE
            SET list = $2, name = $3, query = $4, shared = $6, is_default = $7, changed_at = $8
         RETURNING v.id`,
        [randomUUID(), view.list, name, query, officerId, view.shared, view.isDefault, now],
      );
      return saved?.id ?? '';
    });
  }

  /** @throws BadInput, Conflict as for `save`; another view has the name @throws NotFound */
  async rename(reader: ViewReader, id: string, name: string): Promise<void> {
    const given = checkedName(name);
    const taken = await this.db.query(
      'SELECT FROM saved_view WHERE officer_id = $1 AND lower(name) = lower($3) AND id <> $2',
      [reader.id, id, given],
    );
    if (taken.length > 0)
      throw new Conflict(
        'view-exists',
        `You keep a view called ${given} already; choose another name.`,
      );
    const changed = await this.db.query(
      'UPDATE saved_view SET name = $3, changed_at = $4 WHERE officer_id = $1 AND id = $2 RETURNING 1',
      [reader.id, id, given, this.clock.now().toString()],
    );
    if (changed.length === 0) throw noSuchView();
  }

  /**
   * One's own; a lead may delete what others share.
   * @returns what was deleted, so that it can be saved again
   * @throws NotFound
   */
  async remove(reader: ViewReader, id: string): Promise<SavedView> {
    const view = await this.get(reader, id);
    if (!view.mine && reader.role !== 'lead')
      throw new Conflict('not-your-view', `Only ${view.officer} or a lead can delete this view.`);
    await this.db.query('DELETE FROM saved_view WHERE id = $1', [id]);
    return view;
  }

  /** The view the list opens with; null when none was chosen. */
  async defaultOf(officerId: string, list: ViewList): Promise<string | null> {
    const [row] = await this.db.query<{ id: string }>(
      'SELECT id FROM saved_view WHERE officer_id = $1 AND list = $2 AND is_default',
      [officerId, list],
      'default-view',
    );
    return row?.id ?? null;
  }
}

const columns = `
  SELECT v.id, v.list, v.name, v.query, v.shared, v.is_default AS "isDefault",
         v.officer_id = $1 AS mine, o.name AS officer
    FROM saved_view v JOIN officer o ON o.id = v.officer_id`;

const withHref = (view: Omit<SavedView, 'href'>): SavedView => ({
  ...view,
  href: casesHref({ view: view.id }, view.list === 'cases' ? '/cases' : '/stalled'),
});

/** What lists understand, in their own order; a view never names another view. */
function cleanQuery(query: string): string {
  const sent: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) sent[name] = value;
  const { view: _, ...ask } = readCaseAsk(sent);
  return writeCaseAsk(ask).toString();
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > 0 && trimmed.length <= longestName && !trimmed.includes('\0'))
    return trimmed;
  const message = `Give the view a name of 1 to ${longestName} characters.`;
  throw new BadInput('invalid-name', message, [
    { pointer: '/name', code: 'invalid-name', message },
  ]);
}

const noSuchView = (): NotFound =>
  new NotFound('no-such-view', 'There is no such view; choose one from the list of cases.');
