import { Module } from '@nestjs/common';
import { Absences } from './absences/absences.service';
import { ApiTokens } from './api-tokens.service';
import { Identities } from './identities.service';
import { Invitations } from './invitations/invitations.service';
import { Officers } from './officers.service';
import { OidcAttempts } from './oidc-attempts.service';
import { OfficerRights } from './rights/officer-rights.service';
import { Passwords } from './password/passwords.service';
import { Roster } from './roster/roster.service';
import { ResetSignIn } from './second-factor/reset-sign-in.service';
import { SecondFactor } from './second-factor/second-factor.service';
import { OfficerSessions } from './sessions/officer-sessions.service';
import { CalendarFeeds } from './calendar-feeds/calendar-feeds.service';
import { SignInLinks } from './sign-in-links.service';
import { Teams } from './teams/teams.service';

const services = [
  Absences,
  ApiTokens,
  Invitations,
  OfficerSessions,
  Passwords,
  ResetSignIn,
  Roster,
  SecondFactor,
  Identities,
  OfficerRights,
  OidcAttempts,
  CalendarFeeds,
  Officers,
  SignInLinks,
  Teams,
];

/** Who may come in, and the ways in: one-time links for people, tokens for programs. */
@Module({ providers: services, exports: services })
export class OfficersModule {}
