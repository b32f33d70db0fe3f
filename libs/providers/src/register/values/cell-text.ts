import { maskSecrets } from '@app/domain';
import { unguarded } from '../../csv/formula-guard';

/**
 * What a cell of a file says: without the guard that files of ours put before what looks like a
 * formula, and without passcodes and passwords that somebody noted in it, since nobody can be asked
 * to send the register again.
 */
export const cellText = (cell: string | undefined): string =>
  cell === undefined || cell === '' ? '' : maskSecrets(unguarded(cell)).text;
