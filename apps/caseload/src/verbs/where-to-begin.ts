import {
  Invitations,
  invitationHours,
  Officers,
  SignInLinks,
  signInLinkMinutes,
} from '@app/officers';
import type { Clock, Database } from '@app/platform';
import { practiceOfficerEmail } from '../practice/practice-officer';

/**
 * Where to begin, as the last line of a start: a sign-in link for the practice officer; with no
 * officer at all the link by which the first one is made. Other officers sign in on the page.
 */
export async function whereToBegin(db: Database, clock: Clock, publicUrl: string): Promise<string> {
  const officers = new Officers(db, clock);
  const officer = await officers.withEmail(practiceOfficerEmail);
  if (officer) {
    const { url } = await new SignInLinks(db, clock, { publicUrl }).make(officer.id);
    return `Sign in as ${officer.name} (the link works once, for ${signInLinkMinutes} minutes): ${url}`;
  }
  const first = await new Invitations(db, clock, officers, { publicUrl }).forFirstOfficer();
  return first
    ? `Nobody can sign in yet. Set up the first officer (the link works once, for ${invitationHours} hours): ${first.url}`
    : `Open ${publicUrl}/sign-in`;
}
