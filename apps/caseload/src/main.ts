import 'reflect-metadata';
import { ConfigError, StartError } from '@app/platform';
import { DomainError } from '@app/domain';
import { CommanderError } from 'commander';
import { program } from './program';

const refused = 1;
const wrongUsage = 2;

/** Exit status 0 done, 1 refused or found something wrong, 2 wrong usage. */
async function main(): Promise<number> {
  let status = 0;
  try {
    await program((result) => {
      status = result;
    }).parseAsync(process.argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage;
    process.stderr.write(`${explain(error)}\n`);
    return refused;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told =
    error instanceof DomainError || error instanceof ConfigError || error instanceof StartError;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return 'That is a folder, not a file; give the name of a file.';
  if (code === 'ENOENT' && path) return `There is no file ${path}; check its name.`;
  return told ? error.message : (error.stack ?? error.message);
}

void main().then((status) => {
  process.exitCode = status;
});
