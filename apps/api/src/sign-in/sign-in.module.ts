import { LettersModule } from '@app/letters';
import { OfficersModule } from '@app/officers';
import { CONFIG, Clock, MailTransport, type RunningConfig } from '@app/platform';
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
      imports: [LettersModule, OfficersModule],
      controllers: [SignInController],
      providers: [
        {
          provide: SignInMailer,
          inject: [MailTransport, Clock, CONFIG],
          useFactory: (transport: MailTransport, clock: Clock, config: RunningConfig) =>
            transport.kind === 'smtp'
              ? new SmtpSignInMailer(transport, clock, config)
              : new TerminalSignInMailer(show),
        },
        SignInLimits,
        SendLink,
      ],
    };
  }
}
