import { NotFound } from '@app/domain';
import { UndoInTheWay } from '@app/providers';
import type { ImportServices } from './import-services';

const idShape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Takes an import back. What stands in the way is named on standard error.
 * @returns the exit status: 0 done, 1 something later rests on it
 * @throws NotFound, Conflict
 */
export async function importUndoVerb(
  { undoing }: Pick<ImportServices, 'undoing'>,
  importId: string,
): Promise<number> {
  if (!idShape.test(importId))
    throw new NotFound(
      'no-such-import',
      `“${importId}” is no import; "caseload imports" lists them with their ids.`,
    );
  try {
    await undoing.undo(importId, 'command line');
  } catch (error) {
    if (!(error instanceof UndoInTheWay)) throw error;
    const lines = error.dependants.map(({ what, name }) => `  ${what}: ${name}`);
    process.stderr.write(`${[error.message, ...lines].join('\n')}\n`);
    return 1;
  }
  process.stdout.write('It is taken back: the register is as it was before.\n');
  return 0;
}
