import { CONFIG, Clock, type RunningConfig } from '@app/platform';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../security/access';
import { securityText } from './security-text';

/** What anybody may ask any website for. */
@ApiExcludeController()
@Public()
@Controller('.well-known')
export class WellKnownController {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get('security.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  security(): string {
    return securityText(this.config, this.clock.now());
  }
}
