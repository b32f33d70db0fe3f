import { BadInput } from '@app/domain';
import { audit } from '@app/history';
import { type Officer, Passwords } from '@app/officers';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { FormProblem } from '../officer/forms/form';
import { OfficerPost } from '../sign-in/officer-post.service';

/** Sets a password out of a form: all other sessions end, and the officer is told. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly post: OfficerPost,
  ) {}

  /** @returns what is wrong with it; null when it is set, and the caller renews the session */
  async set(officer: Officer, typed: string, request: Request): Promise<FormProblem | null> {
    try {
      await this.passwords.set(officer, typed, request.sessionID);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return { field: 'newPassword', message: error.message };
    }
    await audit(this.db, { action: 'password-set', subject: `officer:${officer.id}` });
    this.post.tell(officer, 'password-changed');
    return null;
  }
}
