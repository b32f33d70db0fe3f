import { randomUUID } from 'node:crypto';
import { type OwnedKind, SendLetterService } from '@app/cases';
import { ApiTokens, type Officer, type TokenScope } from '@app/officers';
import { Sealer } from '@app/platform';
import request from 'supertest';
import { buildCase, buildLink, type BuiltCase } from '../builders/answer-links';
import * as a from '../builders/facts';
import { arriveIn, rawMessage } from '../builders/inbound';
import { buildSite } from '../builders/register';
import { fromOwnPage, type TestApi } from '../harness/api';

/** What nobody of another team may read anywhere. */
export const canary = {
  email: 'zebulon.quill@quillhaven.example',
  name: 'Zebulon Quill',
  person: 'Ottoline Quill',
  words: 'the quillhaven staff list',
};

/** Somebody who asks: what their browser or program sends along. */
export interface Caller {
  officer: Officer | null;
  cookie?: string;
  token?: string;
  scopes?: TokenScope[];
}

/** Officers of two teams, and one case of the first with all that belongs to it. */
export interface TwoTeams {
  callers: Record<string, Caller>;
  home: BuiltCase;
  /** Ids of what belongs to that case. */
  ids: Record<OwnedKind, string>;
}

const start = '2026-11-20T12:00:00Z';
export const twoTeamsStart = start;

export async function buildTwoTeams(api: TestApi): Promise<TwoTeams> {
  const { db, app } = api;
  const north = randomUUID();
  const south = randomUUID();
  await db.query(
    "INSERT INTO team (id, name, created_at) VALUES ($1, 'North', $3), ($2, 'South', $3)",
    [north, south, start],
  );
  const callers: Record<string, Caller> = { stranger: { officer: null } };
  const add = async (
    name: string,
    role: Officer['role'],
    team: string | null,
  ): Promise<Officer> => {
    const { officer, token } = await api.addOfficer(role, `${name}@association.example`);
    await db.query('UPDATE officer SET team_id = $2 WHERE id = $1', [officer.id, team]);
    callers[name] = { officer, token, cookie: await api.signIn(officer) };
    return officer;
  };
  const own = await add('own', 'officer', north);
  await add('colleague', 'officer', north);
  await add('other', 'officer', south);
  await add('teamless', 'officer', null);
  const covering = await add('covering', 'officer', south);
  const lead = await add('lead', 'lead', south);
  await add('viewer', 'viewer', north);
  const gone = await add('gone', 'lead', north);
  await db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [gone.id, start]);
  await db.query(
    `INSERT INTO officer_absence (id, officer_id, from_day, until_day, covered_by, set_by, created_at)
     VALUES (gen_random_uuid(), $1, '2026-11-20', '2026-11-20', $2, $3, $4)`,
    [own.id, covering.id, lead.id, start],
  );
  for (const scope of ['read', 'write', 'import', 'aggregates'] as const) {
    const { token } = await app.get(ApiTokens).create(own.id, scope, [scope]);
    callers[`own, by a token for ${scope}`] = { officer: own, token, scopes: [scope] };
  }
  const { token } = await app.get(ApiTokens).create(lead.id, 'counts', ['aggregates']);
  callers['lead, by a token for aggregates'] = { officer: lead, token, scopes: ['aggregates'] };
  const { home, ids } = await buildBelongings(api, own);
  return { callers, home, ids };
}

/** A case and one of each kind of thing that belongs to it. */
async function buildBelongings(
  api: TestApi,
  own: Officer,
): Promise<Pick<TwoTeams, 'home' | 'ids'>> {
  const { db, app } = api;
  const home = await buildCase(
    api,
    own.id,
    [
      a.caseOpened('2026-11-01'),
      a.agreed('2026-11-02'),
      a.named('2026-11-03', canary.person),
      a.requested('2026-11-10'),
    ],
    { name: 'Quillhaven Lodge', email: canary.email },
  );
  const sealer = app.get(Sealer);
  const letter = await app.get(SendLetterService).send(
    home.id,
    {
      kind: 'ask',
      about: canary.words,
      recipient: 'provider',
      title: null,
      text: null,
      clock: null,
      person: null,
      askedFor: null,
    },
    `officer:${own.id}`,
  );
  const link = await buildLink(api, home, 'otp-arrived');
  await request(api.server)
    .post(`/a/${link}`)
    .set(fromOwnPage)
    .type('form')
    .send({ answer: 'code-not-come', send: 'yes' });
  const [answer] = await db.query<{ id: string }>('SELECT id FROM answer WHERE case_id = $1', [
    home.id,
  ]);
  const raw = rawMessage(
    { From: `${canary.name} <${canary.email}>`, To: 'help@association.example', Subject: 'Re: x' },
    `${canary.person} will send it tomorrow.`,
  );
  const message = await arriveIn(app, raw, '2026-11-20T11:00:00Z');
  await db.query(
    'INSERT INTO inbound_message_case (message_id, case_id, filed_by, filed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [message, home.id, `officer:${own.id}`, start],
  );
  const task = randomUUID();
  await db.query(
    `INSERT INTO task (id, case_id, addressee, kind, status, due_at, created_at)
     VALUES ($1, $2, 'officer', 'nhsmail-reply/call', 'open', $3, $3)`,
    [task, home.id, start],
  );
  const newer = await buildSite(db, { name: 'Quillhaven House' });
  const linkId = randomUUID();
  await db.query(
    `INSERT INTO home_link (id, older_id, newer_id, kind, evidence, found_at)
     VALUES ($1, $2, $3, 'successor', '["They have the same postcode."]', $4)`,
    [linkId, home.locationId, newer.locationId, start],
  );
  return {
    home,
    ids: {
      case: home.id,
      task,
      letter: letter.letterId,
      answer: answer?.id ?? '',
      message,
      site: home.locationId,
      link: linkId,
      address: sealer.addressKey(canary.email).toString('hex'),
    },
  };
}
