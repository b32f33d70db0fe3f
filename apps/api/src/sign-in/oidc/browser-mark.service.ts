import { CONFIG, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';

/**
 * A cookie that only the browser has in which a sign-in at another provider began. Without it
 * somebody could begin one and let another person's browser finish it, who would then work under a
 * stranger's name. It is not the session's: there is none yet.
 */
@Injectable()
export class BrowserMark {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(CONFIG) config: Pick<RunningConfig, 'publicUrl'>) {
    const secure = config.publicUrl.startsWith('https:');
    this.name = secure ? '__Host-caseload-provider' : 'caseload-provider';
    // Lax: the browser sends it when the provider sends it back to us.
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  }

  set(response: Response, mark: string, minutes: number): void {
    response.cookie(this.name, mark, { ...this.options, maxAge: minutes * 60_000 });
  }

  /** Empty when there is none. */
  of(request: Request): string {
    const pairs = (request.get('Cookie') ?? '').split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${this.name}=`));
    return found?.slice(this.name.length + 1) ?? '';
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
