import type { Officer, Role } from '@app/officers';
import request, { type Response } from 'supertest';
import { startApi, type TestApi } from './api';
import { ApiContract } from './api-contract';

/** What is sent with a request. */
export interface Sending {
  /** Whose token; the officer's unless given. */
  as?: Role;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A program that uses the JSON API and compares each answer with the API's own document. */
export class ApiClient {
  private constructor(
    readonly api: TestApi,
    readonly contract: ApiContract,
    readonly tokens: Record<Role, string>,
    /** The officer behind the token that is sent unless another is named. */
    readonly me: Officer,
  ) {}

  static async start(now: string): Promise<ApiClient> {
    const api = await startApi(now);
    const { officer: me, token: officer } = await api.addOfficer('officer', 'officer@example.org');
    const { token: lead } = await api.addOfficer('lead', 'lead@example.org');
    const { token: viewer } = await api.addOfficer('viewer', 'viewer@example.org');
    const { body } = await request(api.server).get('/api/openapi.json');
    return new ApiClient(api, new ApiContract(body), { officer, lead, viewer }, me);
  }

  /** @param path below /api/v1 */
  async send(
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    sending: Sending = {},
  ): Promise<Response> {
    const asked = request(this.api.server)
      [method](`/api/v1${path}`)
      .set('Authorization', `Bearer ${this.tokens[sending.as ?? 'officer']}`)
      .set(sending.headers ?? {});
    const answer = await (sending.body === undefined ? asked : asked.send(sending.body as object));
    this.contract.check(answer);
    return answer;
  }

  get(path: string, as: Role = 'officer'): Promise<Response> {
    return this.send('get', path, { as });
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('post', path, { body, headers });
  }

  /** Sends a register file as it is. */
  upload(query: string, file: Buffer | string, headers: Record<string, string> = {}) {
    return request(this.api.server)
      .post(`/api/v1/imports${query}`)
      .set('Authorization', `Bearer ${this.tokens.officer}`)
      .set('Content-Type', 'text/csv')
      .set(headers)
      .send(file);
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

/** Status and code of a refusal. */
export const problemOf = ({ status, body }: Response): [status: number, code: string] => [
  status,
  body.code,
];
