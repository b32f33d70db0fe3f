import { audit } from '@app/history';
import {
  noteSeen,
  type Officer,
  ownerOfStrangeDevice,
  Passwords,
  SecondFactor,
} from '@app/officers';
import { CONFIG, Clock, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isLocal } from '../security/headers';
import type { SessionStage, SignInWay } from '../security/session-store';
import { renewSession, startSession } from '../security/sessions';
import { OfficerPost } from './officer-post.service';

/** What becomes of somebody who has shown a first factor, and later a second one. */
@Injectable()
export class FirstFactor {
  /**
   * Whether password and second factor must be set up before anything opens. Not on a computer of
   * one's own: there the link is shown to whoever could read the database as well.
   */
  readonly enrolmentIsRequired: boolean;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly post: OfficerPost,
    @Inject(CONFIG) config: Pick<RunningConfig, 'publicUrl'>,
  ) {
    this.enrolmentIsRequired = !isLocal(new URL(config.publicUrl));
  }

  /**
   * Begins a session for who has shown a first factor. A link replaces the password, never the
   * second factor; another provider has asked for both itself.
   * @returns the page to go to
   */
  async shown(request: Request, officer: Pick<Officer, 'id'>, way: SignInWay): Promise<string> {
    const stage = await this.stageAfter(officer.id, way);
    const isByOneFactor = stage === 'full' && way !== 'provider';
    await startSession(request, officer, this.clock.now(), { stage, way, isByOneFactor });
    if (stage === 'full') await this.note(request, officer.id, false);
    return pageOf[stage];
  }

  /** Goes on with who has shown the second factor as well. @returns the page to go to */
  async completed(request: Request): Promise<string> {
    const { officer } = request.session;
    if (!officer) throw new Error('Nobody has shown a first factor.');
    const hasAll = !this.enrolmentIsRequired || (await this.passwords.setAt(officer.id)) !== null;
    const stage: SessionStage = hasAll ? 'full' : 'enrol';
    const now = this.clock.now().toString();
    await renewSession(request, { stage, signedInAt: now, provedAt: now });
    if (stage === 'full') await this.note(request, officer.id, true);
    return pageOf[stage];
  }

  private async stageAfter(officerId: string, way: SignInWay): Promise<SessionStage> {
    if (way === 'provider') return 'full';
    if ((await this.secondFactor.state(officerId)) !== null) return 'second-factor';
    return this.enrolmentIsRequired || way === 'invitation' ? 'enrol' : 'full';
  }

  private async note(request: Request, officerId: string, withSecond: boolean): Promise<void> {
    const { way = 'link', device = '' } = request.session;
    await noteSeen(this.db, officerId, this.clock.now().toString());
    const stranger = await ownerOfStrangeDevice(this.db, officerId, device);
    const details = { way, secondFactor: withSecond, device };
    await audit(this.db, { action: 'signed-in', subject: `officer:${officerId}`, details });
    if (stranger) this.post.tell(stranger, 'signed-in-elsewhere');
  }
}

const pageOf: Readonly<Record<SessionStage, string>> = {
  'second-factor': '/sign-in/code',
  enrol: '/set-up',
  full: '/',
};
