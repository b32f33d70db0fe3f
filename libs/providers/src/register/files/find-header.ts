import { FileRefused, type ImportKind } from '../import-result';
import type { Header, TableVariant } from '../reading/variant';
import { producedOnOf } from './produced-on';
import { isBlankRow, type Sheet } from './sheet';

/** Explanations above a header have taken up to 7 lines so far. */
const linesLookedAt = 30;

/** A sheet whose header was found. */
export interface HeaderFound {
  variant: TableVariant;
  sheet: Sheet;
  header: Header;
  /** The row it stands in. */
  row: number;
}

/** What the first lines of the sheets that have no known header came to. */
export interface LookedAt {
  found: HeaderFound[];
  /** Rows that may have been meant as a header: of each sheet those with most names. */
  widest: Header[];
  /** Whether there is any row that is not blank. */
  anyRow: boolean;
  /** The day that a line said the file was produced on, of whichever sheet. */
  producedOn: string | null;
}

/**
 * Looks for a header that one of `variants` knows, at the top of each sheet.
 * @param kind whose variants come first when several know a header
 * @param enough whether the sheets below the first that fits are looked at too
 */
export async function findHeaders(
  sheets: Iterable<Sheet> | AsyncIterable<Sheet>,
  variants: readonly TableVariant[],
  kind: ImportKind | 'any',
  enough: 'first' | 'all',
): Promise<LookedAt> {
  const looked: LookedAt = { found: [], widest: [], anyRow: false, producedOn: null };
  const inTurn = [...variants].sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
  for await (const sheet of sheets) {
    await lookAt(sheet, inTurn, looked);
    const last = looked.found.at(-1)?.variant.kind;
    if (enough === 'first' && last && (kind === 'any' || kind === last)) break;
  }
  return looked;
}

async function lookAt(
  sheet: Sheet,
  variants: readonly TableVariant[],
  looked: LookedAt,
): Promise<void> {
  let widest: Header = [];
  for await (const batch of sheet.rows()) {
    for (const { row, values } of batch) {
      if (row > linesLookedAt) break;
      if (isBlankRow(values)) continue;
      // Looked at with another separator than its own, a blank row is not quite blank.
      looked.anyRow ||= values.some((value) => /[^\s,;|]/.test(value));
      const header = headerOf(values);
      const variant = variants.find((v) => v.recognise(header));
      if (variant) {
        looked.found.push({ variant, sheet, header, row });
        return;
      }
      looked.producedOn ??= producedOnOf(values.join(' '));
      if (header.length > widest.length) widest = header;
    }
    if ((batch.at(-1)?.row ?? 0) >= linesLookedAt) break;
  }
  looked.widest.push(widest);
}

/** Names with their blanks in order; columns without a name at the end are no columns. */
function headerOf(values: readonly string[]): Header {
  const names = values.map((name) => name.replace(/[\s\u00a0\ufeff]+/g, ' ').trim());
  while (names.at(-1) === '') names.pop();
  return names;
}

/**
 * The one header to read by.
 * @throws FileRefused when there is none, there are several, or it is a file of another kind
 */
export function chooseHeader(
  looked: LookedAt,
  variants: readonly TableVariant[],
  kind: ImportKind | 'any',
): HeaderFound {
  const [first, ...others] = looked.found.sort((a, b) => b.header.length - a.header.length);
  if (!first) throw noHeader(looked, variants, kind);
  if (kind !== 'any' && first.variant.kind !== kind) {
    const right = others.find((o) => o.variant.kind === kind);
    if (!right) throw otherKind(first.variant);
    return right;
  }
  const rival = others.find(
    (o) => o.variant.kind === first.variant.kind && o.header.length * 2 > first.header.length,
  );
  if (rival)
    throw new FileRefused(
      'several-tables',
      `The sheets “${first.sheet.name}” and “${rival.sheet.name}” could both be meant; delete the one that is not.`,
    );
  return first;
}

/** Says which other kind of file this is. */
export const otherKind = (variant: { title: string; kind: ImportKind }): FileRefused =>
  new FileRefused(
    'other-kind',
    `The file is of another kind (${variant.title}); import it as “${variant.kind}”.`,
  );

function noHeader(
  looked: LookedAt,
  variants: readonly TableVariant[],
  kind: ImportKind | 'any',
): FileRefused {
  if (!looked.anyRow)
    return new FileRefused('empty', 'The file holds only blank lines; download it again.');
  const asked = variants.filter((v) => kind === 'any' || v.kind === kind);
  const near = nearest(looked.widest, asked) ?? nearest(looked.widest, variants);
  if (near) {
    const names = near.missing.map((name) => `“${name}”`).join(', ');
    return new FileRefused(
      'wrong-columns',
      `The file looks like ${near.title} but lacks the column ${names}; download it again, as it is.`,
    );
  }
  return new FileRefused(
    'not-csv',
    `None of the first ${linesLookedAt} rows names the columns of a file that is known; is this another file?`,
  );
}

interface Near {
  title: string;
  missing: string[];
}

/** The variant that a header has most columns of, when that is at least half of what it needs. */
function nearest(headers: readonly Header[], variants: readonly TableVariant[]): Near | null {
  let best: (Near & { share: number }) | null = null;
  for (const header of headers) {
    const names = new Set(header.map((name) => name.toLowerCase()));
    for (const { title, needs = [] } of variants) {
      const missing = needs.filter((name) => !names.has(name.toLowerCase()));
      const share = 1 - missing.length / Math.max(needs.length, 1);
      if (missing.length > 0 && share >= 0.5 && share > (best?.share ?? 0))
        best = { title, missing, share };
    }
  }
  return best;
}
