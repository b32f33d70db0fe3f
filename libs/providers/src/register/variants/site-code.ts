import { checkSiteOdsCode } from '@app/domain';
import type { RowReading } from './named-columns';

/** Verdicts under which a code may still be the site's own. */
const usable = new Set(['new-style-ods-code']);

/**
 * Reads the ODS code a list gives for a social care site. A headquarters code, a dental one and an
 * 8-code are not the site's (domain rules, section 2): they are set aside with a note, and the code
 * that is known stays.
 * @returns the code, null when the list has none, undefined when it cannot be the site's
 */
export function siteCode<Column extends string>(
  row: RowReading<Column>,
  column: Column,
): string | null | undefined {
  const text = row.text(column);
  if (text === '') return null;
  const check = checkSiteOdsCode(text);
  if (check.verdict === 'ok') return check.value;
  if (usable.has(check.code)) {
    row.warn(column, check.code, check.message);
    return check.value;
  }
  row.setAside(column, check.code, check.message);
  return undefined;
}
