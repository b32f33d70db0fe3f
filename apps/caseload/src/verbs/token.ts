import { NotFound } from '@app/domain';
import { ApiTokens, Officers } from '@app/officers';
import type { VerbContext } from './on-migrated';

/**
 * Makes an API token with the rights of one officer, or with some of them. Only the token goes to
 * standard output.
 * @param scopes what it is narrowed to
 * @throws NotFound nobody has that address; BadInput
 */
export async function tokenCreate(
  { db, clock }: Pick<VerbContext, 'db' | 'clock'>,
  {
    officerEmail,
    label = 'command line',
    scopes = ['all'],
  }: { officerEmail: string; label?: string; scopes?: readonly string[] },
): Promise<number> {
  const officer = await new Officers(db, clock).withEmail(officerEmail);
  if (!officer)
    throw new NotFound(
      'no-such-officer',
      `No officer has the address ${officerEmail}: add one with "caseload officer add".`,
    );
  const { token } = await new ApiTokens(db, clock).create(officer.id, label, scopes);
  process.stderr.write('Keep this token like a password; it is shown only once.\n');
  process.stdout.write(`${token}\n`);
  return 0;
}
