import { OfficersModule } from '@app/officers';
import { CONFIG, Clock, mailTransport, type RunningConfig } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { SignInLimits } from '../security/sign-in-limits.service';
import { SendLink } from './send-link.service';
import { SignInController } from './sign-in.controller';
import { SignInMailer, SmtpSignInMailer, TerminalSignInMailer } from './sign-in-mailer';

@Module({})
export class SignInModule {
  /** @param show where a link is shown when there is no mail server to send it by */
  static with(show: (line: string) => void): DynamicModule {
    return {
      module: SignInModule,
      imports: [OfficersModule],
      controllers: [SignInController],
      providers: [
        {
          provide: SignInMailer,
          inject: [CONFIG, Clock],
          useFactory: (config: RunningConfig, clock: Clock): SignInMailer =>
            config.smtpUrl
              ? new SmtpSignInMailer(mailTransport(config), clock, config)
              : new TerminalSignInMailer(show),
        },
        SignInLimits,
        SendLink,
      ],
    };
  }
}
