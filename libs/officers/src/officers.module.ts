import { Module } from '@nestjs/common';
import { ApiTokens } from './api-tokens.service';
import { Officers } from './officers.service';
import { CaseScopes } from './case-scopes.service';
import { SignInLinks } from './sign-in-links.service';

const services = [ApiTokens, CaseScopes, Officers, SignInLinks];

/** Who may come in, and the ways in: one-time links for people, tokens for programs. */
@Module({ providers: services, exports: services })
export class OfficersModule {}
