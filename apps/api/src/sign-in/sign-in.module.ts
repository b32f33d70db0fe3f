import { LettersModule } from '@app/letters';
import { OfficerMail, OfficersModule, SmtpOfficerMail, TerminalOfficerMail } from '@app/officers';
import { CONFIG, Clock, MailTransport, type RunningConfig } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountController } from '../account/account.controller';
import { AppOffers } from '../account/app-offer.service';
import { ChangePasswordController } from '../account/change-password.controller';
import { ChangeSecondFactorController } from '../account/change-second-factor.controller';
import { NewPassword } from '../account/new-password.service';
import { ProveController } from '../account/prove.controller';
import { SetUpController } from '../account/set-up.controller';
import { SignInLimits } from '../security/sign-in-limits.service';
import { FirstFactor } from './first-factor.service';
import { InvitationController } from './invitation.controller';
import { InviteOfficer } from './invite-officer.service';
import { OfficerPost } from './officer-post.service';
import { SecondStepController } from './second-step.controller';
import { SendLink } from './send-link.service';
import { SignInController } from './sign-in.controller';

/** Signing in, and the account of whoever is signed in. */
@Module({})
export class SignInModule {
  /** @param show where a link is shown when there is no mail server to send it by */
  static with(show: (line: string) => void): DynamicModule {
    return {
      module: SignInModule,
      // Pages elsewhere tell officers things as well, and ask them to show again who they are.
      global: true,
      imports: [LettersModule, OfficersModule],
      // Pages with names of their own stand before the one that takes any name for a link.
      controllers: [
        SecondStepController,
        InvitationController,
        SetUpController,
        AccountController,
        ChangePasswordController,
        ChangeSecondFactorController,
        ProveController,
        SignInController,
      ],
      providers: [
        {
          provide: OfficerMail,
          inject: [MailTransport, Clock, CONFIG],
          useFactory: (transport: MailTransport, clock: Clock, config: RunningConfig) =>
            transport.kind === 'smtp'
              ? new SmtpOfficerMail(transport, clock, config)
              : new TerminalOfficerMail(show),
        },
        AppOffers,
        FirstFactor,
        InviteOfficer,
        NewPassword,
        OfficerPost,
        SendLink,
        SignInLimits,
      ],
      exports: [FirstFactor, InviteOfficer, OfficerPost, SignInLimits],
    };
  }
}
