import { NotFound } from '@app/domain';
import { audit } from '@app/history';
import {
  noticeLetter,
  Officers,
  Passwords,
  ResetSignIn,
  SecondFactor,
  SignInLinks,
  SmtpOfficerMail,
  signInLinkMinutes,
} from '@app/officers';
import { mailTransport, Sealer } from '@app/platform';
import type { VerbContext } from './on-migrated';

/**
 * For an officer who has lost everything, and no other lead can help: takes password and second
 * factor away, ends all sessions, and prints a link by which they are set up anew.
 * @throws NotFound
 */
export async function officerReset(
  context: Pick<VerbContext, 'config' | 'db' | 'clock'>,
  email: string,
): Promise<number> {
  const { config, db, clock } = context;
  const found = await new Officers(db, clock).withEmail(email);
  if (!found)
    throw new NotFound('no-such-officer', `No officer who may sign in has the address ${email}.`);
  const passwords = new Passwords(db, clock, config);
  const secondFactor = new SecondFactor(db, clock, new Sealer(config.fieldKey));
  const officer = await new ResetSignIn(db, passwords, secondFactor).everythingOf(found.id);
  const subject = `officer:${officer.id}`;
  await audit(db, { action: 'second-factor-removed', subject, why: 'command line' });
  const link = await new SignInLinks(db, clock, config).make(officer.id);
  await tell(context, officer);
  process.stderr.write(
    `${officer.name} has neither password nor second factor now, and is signed out everywhere. ` +
      `The link signs in once, within ${signInLinkMinutes} minutes:\n`,
  );
  process.stdout.write(`${link.url}\n`);
  return 0;
}

/** By mail where there is a server; a letter that cannot go keeps nobody from getting in again. */
async function tell(
  { config, clock }: Pick<VerbContext, 'config' | 'clock'>,
  officer: { name: string; email: string },
): Promise<void> {
  const transport = mailTransport(config);
  try {
    if (transport.kind !== 'smtp') return;
    await new SmtpOfficerMail(transport, clock, config).send(
      officer,
      noticeLetter('account-reset'),
    );
  } catch (error) {
    process.stderr.write(`The officer could not be told by mail: ${(error as Error).message}\n`);
  } finally {
    await transport.close();
  }
}
