import { audit } from '@app/history';
import {
  type Invitation,
  Invitations,
  invitationLetter,
  type NewOfficer,
  type Officer,
  OfficerMail,
  ResetSignIn,
} from '@app/officers';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { OfficerPost } from './officer-post.service';

/** What a lead does about other officers' sign-in: done, noted in the audit, and told to them. */
@Injectable()
export class InviteOfficer {
  constructor(
    private readonly db: Database,
    private readonly invitations: Invitations,
    private readonly resetSignIn: ResetSignIn,
    private readonly mail: OfficerMail,
    private readonly post: OfficerPost,
  ) {}

  /**
   * Adds an officer and sends the invitation, which goes on after this returns.
   * @param by who invites, like `officer:…`
   * @throws BadInput, Conflict
   */
  async invite(input: NewOfficer, by: string): Promise<Officer> {
    const { officer, link } = await this.invitations.invite(input, by);
    const details = { role: officer.role };
    await audit(this.db, { action: 'officer-invited', subject: `officer:${officer.id}`, details });
    this.send(officer, link);
    return officer;
  }

  /** Another invitation; the earlier ones open nothing any more. @throws NotFound */
  async resend(officerId: string, by: string): Promise<Officer> {
    const { officer, link } = await this.invitations.resend(officerId, by);
    await audit(this.db, { action: 'officer-invited', subject: `officer:${officer.id}` });
    this.send(officer, link);
    return officer;
  }

  /**
   * For who has lost app and recovery codes: all sessions end, and at the next sign-in, by password
   * or link, a new app is set up.
   * @param why a code or fixed words
   * @throws NotFound
   */
  async resetSecondFactor(officerId: string, why: string): Promise<Officer> {
    const officer = await this.resetSignIn.secondFactorOf(officerId);
    const subject = `officer:${officer.id}`;
    await audit(this.db, { action: 'second-factor-removed', subject, why });
    this.post.tell(officer, 'second-factor-reset');
    return officer;
  }

  private send(officer: Officer, link: Invitation): void {
    this.post.begin('An invitation', () => this.mail.send(officer, invitationLetter(link)));
  }
}
