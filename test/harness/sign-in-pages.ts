import type { Server } from 'node:http';
import { type Officer, SecondFactor, newTotpSecret, Passwords } from '@app/officers';
import request, { type Response } from 'supertest';
import { codeOfApp } from '../builders/authenticator-app';
import { fromOwnPage, sessionCookie, type TestApi } from './api';

/** A password that the rules take, for nobody in particular. */
export const goodPassword = 'teapot ladder comet wool';

/** A browser that keeps its cookie and sends forms from our own pages. */
export class Visitor {
  cookie = '';

  constructor(
    private readonly server: Server,
    readonly device = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ) {}

  async open(path: string): Promise<Response> {
    return this.kept(await request(this.server).get(path).set(this.headers()));
  }

  async send(path: string, form: Record<string, string> = {}): Promise<Response> {
    const sent = request(this.server)
      .post(path)
      .set({ ...this.headers(), ...fromOwnPage });
    return this.kept(await sent.type('form').send(form));
  }

  /** Where a form led to; the status where it led nowhere. */
  async sendTo(path: string, form: Record<string, string> = {}): Promise<string | number> {
    const { status, headers } = await this.send(path, form);
    return status === 303 ? (headers.location ?? '') : status;
  }

  /** Whether pages for officers open. */
  async isIn(): Promise<boolean> {
    return (await this.open('/account')).status === 200;
  }

  private headers(): Record<string, string> {
    return { 'User-Agent': this.device, ...(this.cookie ? { Cookie: this.cookie } : {}) };
  }

  private kept(answer: Response): Response {
    if (answer.headers['set-cookie']) this.cookie = sessionCookie(answer.headers['set-cookie']);
    return answer;
  }
}

/** The value of a hidden field of a page. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

/** The key of an authenticator app that a page shows for typing. */
export function shownKey(page: string): string {
  return /class="app-key">([^<]*)</.exec(page)?.[1] ?? '';
}

/** The recovery codes that a page shows. */
export function shownCodes(page: string): string[] {
  return page.match(/\b[2-9b-z]{4}-[2-9b-z]{4}-[2-9b-z]{4}\b/g) ?? [];
}

/** Somebody who has a password and an authenticator app. */
export interface Enrolled {
  officer: Officer;
  recoveryCodes: string[];
  /** What the app shows now. */
  code(): string;
}

/** Sets up password and app without a page, so that the code of this minute is used up. */
export async function enrol(api: TestApi, officer: Officer): Promise<Enrolled> {
  const secret = newTotpSecret();
  const code = () => codeOfApp(secret, api.clock.now());
  await api.app.get(Passwords).set(officer, goodPassword, null);
  const recoveryCodes = await api.app.get(SecondFactor).setUp(officer.id, secret, code(), null);
  if (!recoveryCodes) throw new Error('The app was not set up.');
  return { officer, recoveryCodes, code };
}
