import { Conflict } from '@app/domain';
import { isUniqueViolation } from '@app/platform';

const oneOpenCaseASite = 'application_case_one_open';

/**
 * For the catch of whatever opens or reopens a case: the database lets a site have one open case.
 * @throws Conflict when that was it, else the error as it came
 */
export function alreadyOpen(error: unknown): never {
  if (isUniqueViolation(error, oneOpenCaseASite))
    throw new Conflict(
      'case-already-open',
      'This site has an open case already; record what happened there.',
    );
  throw error;
}
