import { audit } from '@app/history';
import { OfficerMail, Officers, SignInLinks, signInLetter } from '@app/officers';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { SignInLimits } from '../security/sign-in-limits.service';
import { OfficerPost } from './officer-post.service';

/**
 * Sends a sign-in link to whoever asked, if they are an officer. It is done after the answer has
 * gone, so that neither its words nor its time tell whether an address is known.
 */
@Injectable()
export class SendLink {
  constructor(
    private readonly officers: Officers,
    private readonly links: SignInLinks,
    private readonly limits: SignInLimits,
    private readonly mail: OfficerMail,
    private readonly post: OfficerPost,
    private readonly db: Database,
  ) {}

  /** Returns at once; trouble goes to the log. */
  begin(email: string): void {
    this.post.begin('A sign-in link', () => this.send(email.trim().toLowerCase()));
  }

  private async send(email: string): Promise<void> {
    if (!(await this.limits.mayHaveLink(email))) return;
    const officer = await this.officers.withEmail(email);
    if (!officer) return;
    const link = await this.links.make(officer.id);
    await audit(this.db, { action: 'sign-in-link-sent', subject: `officer:${officer.id}` });
    await this.mail.send(officer, signInLetter(link));
  }
}
