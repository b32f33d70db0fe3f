import { can, type Officer } from '@app/officers';
import type { RunningConfig } from '@app/platform';

/**
 * Whether somebody may follow the links of a letter they look at: whoever does answers as its reader.
 * Only where no letter leaves, to try them, and only who may write on cases.
 */
export const mayFollowLinks = (
  { smtpUrl }: Pick<RunningConfig, 'smtpUrl'>,
  officer: Pick<Officer, 'role'>,
): boolean => smtpUrl === undefined && can(officer, 'cases.write');

/** A letter, as text or HTML, without the secret ends of its links. */
export const withoutSecretLinks = (content: string): string =>
  content.replace(/\/a\/[\w-]{43}(?![\w-])/g, '/a/…');
