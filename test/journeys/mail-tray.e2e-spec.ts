import { SendLetterService } from '@app/cases';
import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import * as a from '../builders/facts';
import { startApi, type TestApi } from '../harness/api';

const secretLink = /\/a\/[\w-]{43}/;

describe('the letters of the mail tray', () => {
  let api: TestApi;
  let letterId: string;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    api = await startApi('2026-11-20T12:00:00Z');
    for (const role of ['viewer', 'officer'] as const) {
      const { officer } = await api.addOfficer(role);
      cookies[role] = await api.signIn(officer);
      if (role === 'viewer') continue;
      const home = await buildCase(api, officer.id, [a.caseOpened('2026-11-01')]);
      const wish = { kind: 'ask', about: 'the names', recipient: 'provider' } as const;
      const rest = { title: null, text: null, clock: null, person: null, askedFor: null };
      const letters = api.app.get(SendLetterService);
      ({ letterId } = await letters.send(home.id, { ...wish, ...rest }, `officer:${officer.id}`));
    }
  });
  afterAll(() => api.close());

  const get = (path: string, role: string) =>
    request(api.server)
      .get(path)
      .set('Cookie', cookies[role] ?? '');

  it('lead an officer to the answer pages only where no letter leaves, and a viewer never', async () => {
    for (const path of [`/mail-tray/${letterId}`, `/mail-tray/${letterId}/html`]) {
      expect((await get(path, 'officer').expect(200)).text).toMatch(secretLink);
      expect((await get(path, 'viewer').expect(403)).text).not.toMatch(secretLink);
    }
  });

  it('have no file of a number that is too large for one', async () => {
    const path = '/inbox/00000000-0000-4000-8000-000000000000/attachments/99999999999';
    await get(path, 'officer').expect(404);
  });
});
