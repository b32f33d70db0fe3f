import type { LastImport } from './import-history';
import type { ImportRequest } from './import-request';
import { type ImportResult, nothing, type RegisterCounts } from './import-result';
import type { ImportTally } from './import-tally';

/** A result in which nothing was created or changed. */
export function resultOf(request: ImportRequest, tally: ImportTally): ImportResult {
  return {
    kind: request.kind,
    file: request.fileName,
    rows: tally.rows,
    read: tally.read,
    created: nothing(),
    updated: nothing(),
    unchanged: nothing(),
    quarantined: tally.quarantined,
    refused: null,
    problems: tally.problems(),
  };
}

/** What the same file comes to when it is imported straight again. */
export function resultOfRepeat(
  request: ImportRequest,
  { kind, variant, asOf, result }: LastImport,
  importId: string | null,
): ImportResult {
  const { rows, read, created, updated, unchanged, quarantined, problems } = result;
  const zeros = Object.fromEntries(
    Object.keys({ ...created, ...updated, ...unchanged }).map((k) => [k, 0]),
  );
  return {
    kind,
    file: request.fileName,
    ...(variant === null ? {} : { variant }),
    ...(asOf === null ? {} : { asOf }),
    importId,
    rows,
    read,
    created: { ...zeros, ...nothing() },
    updated: { ...zeros, ...nothing() },
    unchanged: [created, updated, unchanged].reduce(plus),
    quarantined,
    refused: null,
    problems,
  };
}

function plus(a: RegisterCounts, b: RegisterCounts): RegisterCounts {
  const sum: RegisterCounts = { ...a };
  for (const [counted, n] of Object.entries(b)) sum[counted] = (sum[counted] ?? 0) + n;
  return sum;
}
