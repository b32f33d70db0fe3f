import { Controller, Get, HttpCode, Inject, Logger, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../security/access';
import { HEALTH_CHECKS, type HealthCheck } from './health-checks';

const patienceMs = 2_000;

@ApiExcludeController()
@Controller('health')
export class HealthController {
  private readonly log = new Logger('Health');

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** The process answers. Says nothing of the database: a restart would not bring that back. */
  @Public()
  @Get('live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Work can be done: send requests here. */
  @Public()
  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const results = await Promise.all(this.checks.map((check) => this.run(check)));
    const isReady = results.every(([, ok]) => ok);
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : 'unavailable',
      checks: Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'failed'])),
    });
  }

  private async run({ name, check }: HealthCheck): Promise<[name: string, ok: boolean]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
    });
    try {
      await Promise.race([check(), late]);
      return [name, true];
    } catch (error) {
      this.log.warn(`${name} is not ready: ${(error as Error).message}`);
      return [name, false];
    } finally {
      clearTimeout(timer);
    }
  }
}
