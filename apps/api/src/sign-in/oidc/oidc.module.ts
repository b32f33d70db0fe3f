import { OfficersModule } from '@app/officers';
import { Module } from '@nestjs/common';
import { BrowserMark } from './browser-mark.service';
import { OidcController } from './oidc.controller';
import { OtherProvider } from './other-provider.service';

/** Signing in by another provider. */
@Module({
  imports: [OfficersModule],
  controllers: [OidcController],
  providers: [BrowserMark, OtherProvider],
})
export class OidcModule {}
