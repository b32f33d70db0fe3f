import { Officers, type Role, SignInLinks, signInLinkMinutes } from '@app/officers';
import type { VerbContext } from './on-migrated';

/**
 * Adds an officer, and prints a link by which they can sign in at once.
 * @throws BadInput, Conflict
 */
export async function officerAdd(
  { config, db, clock }: Pick<VerbContext, 'config' | 'db' | 'clock'>,
  email: string,
  { name, role }: { name: string; role: Role },
): Promise<number> {
  const officer = await new Officers(db, clock).add({ email, name, role });
  const link = await new SignInLinks(db, clock, config).make(officer.id);
  process.stderr.write(
    `Added ${officer.name} as ${officer.role}. The link signs in once, within ${signInLinkMinutes} minutes:\n`,
  );
  process.stdout.write(`${link.url}\n`);
  return 0;
}
