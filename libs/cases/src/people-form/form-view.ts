import {
  beforeSubmission,
  type CaseState,
  fold,
  type PeopleRow,
  peopleRows,
  personFields,
  progress,
  recordedRows,
} from '@app/domain';
import { factsOfCase, peopleOfCase } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import { draftsOfCase } from './people-draft';

/** One person on the form. */
export interface FormRow extends PeopleRow {
  /** Stands for what the row says; another one means that it says something else by now. */
  mark: string;
}

/** Whether people may still be named by the form. */
export type FormStanding = 'open' | 'application-sent' | 'closed';

/** A people form as it stands at one moment. */
export interface FormView {
  standing: FormStanding;
  rows: readonly FormRow[];
  /** Something was saved that has not been sent in. */
  isUnsent: boolean;
  /** Stands for the whole list, as `FormRow.mark` does for one row. */
  mark: string;
  state: CaseState;
}

/** Reads a form: the people recorded, under what was saved since. */
export async function readForm(sql: Sql, sealer: Sealer, caseId: string): Promise<FormView> {
  const state = fold(await factsOfCase(sql, sealer, caseId));
  const people = await peopleOfCase(sql, sealer, caseId);
  const drafts = await draftsOfCase(sql, sealer, caseId);
  const recorded = recordedRows(state, (ref) => people.nameOf(ref));
  const rows = peopleRows(recorded, drafts).map((row) => ({ ...row, mark: markOf(sealer, row) }));
  return {
    standing: standingOf(state),
    rows,
    isUnsent: drafts.length > 0,
    mark: sealed(
      sealer,
      rows.map(({ mark }) => mark),
    ),
    state,
  };
}

/** The mark of one row; null stands for a row nobody has saved. Keyed, so that it tells nothing. */
export const markOf = (sealer: Sealer, row: PeopleRow | null): string =>
  row === null
    ? 'new'
    : sealed(sealer, [row.key, row.removed, personFields.map((field) => row.entry[field])]);

const sealed = (sealer: Sealer, value: unknown): string =>
  sealer.fingerprint('people-form', JSON.stringify(value)).subarray(0, 15).toString('base64url');

function standingOf(state: CaseState): FormStanding {
  if (state.closed !== null) return 'closed';
  return beforeSubmission.has(progress(state).stage) ? 'open' : 'application-sent';
}
