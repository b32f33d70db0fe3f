import * as a from '../../../../test/builders/facts';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { buildImport } from '../../../../test/builders/register-changes';
import { type Engine, testEngine } from '../../../../test/harness/engine';

const friday = '2026-11-20T10:00:00Z';
const actor = 'officer:test';

let engine: Engine;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine(friday);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());

let street = 0;

/** Records of one home: the same name and place, each under a provider of its own. */
async function recordsOf(...columns: Record<string, unknown>[]): Promise<string[]> {
  street += 1;
  const ids: string[] = [];
  const changes: Record<string, Record<string, unknown>> = {};
  for (const more of columns) {
    const { locationId } = await buildSite(engine.db, { name: `Amber Lodge ${street}` });
    ids.push(locationId);
    changes[locationId] = {
      postcode: `LN1 ${street}AA`,
      address: `${street} Mill Lane`,
      registration_status: 'registered',
      ...more,
    };
  }
  await buildImport(engine.db, { asOf: '2026-11-19', changes });
  return ids;
}

const ended = {
  registration_status: 'deregistered',
  registered_on: '2011-01-10',
  deregistered_on: '2026-10-31',
};
const begun = { registered_on: '2026-11-01' };

/** What is suggested about a record: "older>newer kind". */
async function suggestedAbout(id: string) {
  const { toDecide } = await engine.homes.home(id);
  return toDecide.map((l) => `${l.older.locationId}>${l.newer.locationId} ${l.kind}`);
}

async function onlyLink(id: string) {
  const [link] = (await engine.homes.home(id)).toDecide;
  if (!link) throw new Error('nothing is suggested');
  return link;
}

describe('records that may be of one home', () => {
  it('are suggested after an import, once, with what speaks for it', async () => {
    const [older = '', newer = ''] = await recordsOf(ended, begun);
    await engine.news.tell();
    await buildImport(engine.db, { asOf: '2026-11-20', changes: { [newer]: { phone: '1' } } });
    await engine.news.tell();
    expect(await suggestedAbout(newer)).toEqual([`${older}>${newer} successor`]);
    const link = await onlyLink(older);
    expect(link).toMatchObject({ state: 'suggested', linkedOn: '2026-11-01', decidedBy: null });
    expect(link.evidence).toContain(
      'The one ended on Saturday 31 October 2026, the other began on Sunday 1 November 2026.',
    );
    expect((await engine.homes.home(newer)).records.map((r) => r.locationId)).toEqual([newer]);
  });

  it('are not looked for among more records than one postcode has doors for', async () => {
    const few = await recordsOf({}, {}, {});
    const many = await recordsOf(...Array.from({ length: 41 }, () => ({})));
    await engine.news.tell();
    expect(await suggestedAbout(few[0] ?? '')).not.toEqual([]);
    expect(await suggestedAbout(many[0] ?? '')).toEqual([]);
  });

  it('that nobody needs to know of are left alone, until a living record is joined to them', async () => {
    const [first = '', second = '', third = ''] = await recordsOf(
      { ...ended, registered_on: '2011-01-10', deregistered_on: '2016-05-01' },
      { ...ended, registered_on: '2016-05-02', deregistered_on: '2026-10-31' },
      begun,
    );
    await engine.news.tell();
    expect(await suggestedAbout(third)).toEqual([`${second}>${third} successor`]);
    expect(await suggestedAbout(first)).toEqual([]);
    await engine.homes.decide((await onlyLink(third)).id, 'accept', actor);
    expect(await suggestedAbout(second)).toEqual([`${first}>${second} successor`]);
    await engine.homes.decide((await onlyLink(first)).id, 'accept', actor);
    const { records } = await engine.homes.home(second);
    expect(records.map((r) => [r.locationId, r.from, r.until])).toEqual([
      [first, '2011-01-10', '2016-05-01'],
      [second, '2016-05-02', '2026-10-31'],
      [third, '2026-11-01', null],
    ]);
  });

  it('told apart once are never suggested again, the other way round neither', async () => {
    const [older = '', newer = ''] = await recordsOf(ended, begun);
    await engine.news.tell();
    await engine.homes.decide((await onlyLink(newer)).id, 'dismiss', actor);
    // By new days the other one would be the older.
    const swapped = { [older]: { ...begun, registration_status: 'registered' }, [newer]: ended };
    await buildImport(engine.db, { asOf: '2026-11-20', changes: swapped });
    await engine.news.tell();
    expect(await suggestedAbout(newer)).toEqual([]);
    expect(await suggestedAbout(older)).toEqual([]);
  });

  it('a decision can be taken back, and is made once', async () => {
    const [, newer = ''] = await recordsOf(ended, begun);
    await engine.news.tell();
    const { id } = await onlyLink(newer);
    await engine.homes.decide(id, 'accept', actor);
    await expect(engine.homes.decide(id, 'dismiss', actor)).rejects.toMatchObject({
      code: 'link-decided',
    });
    expect((await engine.homes.home(newer)).records).toHaveLength(2);
    expect(await engine.homes.decide(id, 'undo', actor)).toMatchObject({
      state: 'suggested',
      decidedBy: null,
      decidedAt: null,
    });
    expect((await engine.homes.home(newer)).records).toHaveLength(1);
    await expect(engine.homes.decide(id, 'undo', actor)).rejects.toMatchObject({
      code: 'link-undecided',
    });
  });

  it('related by CQC are suggested from either side', async () => {
    const { locationId: older } = await buildSite(engine.db, { name: 'Old Name' });
    const { locationId: newer } = await buildSite(engine.db, { name: 'New Name' });
    await buildImport(engine.db, {
      asOf: '2026-11-19',
      changes: { [older]: { ...ended, successors: [`${newer}: Legal Entity Change`] } },
    });
    await engine.news.tell();
    const link = await onlyLink(newer);
    expect(link.evidence[0]).toBe(
      `CQC names ${newer} as the successor of ${older} (Legal Entity Change).`,
    );
  });
});

describe('cases of a home', () => {
  /** Two joined records, the older with an open case and these facts. */
  async function joined(...facts: a.GivenFact[]) {
    const [older = '', newer = ''] = await recordsOf({ registered_on: '2011-01-10' }, begun);
    const { id } = await engine.cases.open(
      { locationId: older, officerId, on: '2026-10-01' },
      actor,
    );
    for (const fact of facts) await engine.cases.record(id, fact, actor);
    await engine.news.tell();
    const link = await onlyLink(newer);
    return { older, newer, caseId: id, linkId: link.id };
  }

  const tasks = async (caseId: string) =>
    (await engine.tasks.forCase(caseId)).map((t) => `${t.kind} ${t.status}`);

  it('the officer of the open case is asked, until somebody decides', async () => {
    const { caseId, linkId } = await joined();
    expect(await tasks(caseId)).toEqual(['register/two-records open']);
    await engine.homes.decide(linkId, 'accept', actor);
    expect(await tasks(caseId)).toEqual(['register/two-records withdrawn']);
  });

  it('a second case is opened only by way of the link, and nothing is carried over', async () => {
    const { newer, caseId, linkId } = await joined(
      a.agreed('2026-10-02'),
      a.published('2026-05-20'),
      a.requested('2026-11-02'),
    );
    const next = { officerId, closeEarlier: true };
    await expect(engine.homes.openNext(linkId, next, actor)).rejects.toMatchObject({
      code: 'not-joined',
    });
    await engine.homes.decide(linkId, 'accept', actor);
    await expect(engine.cases.open({ locationId: newer, officerId }, actor)).rejects.toMatchObject({
      code: 'home-has-open-case',
    });
    const opened = await engine.homes.openNext(linkId, next, actor);
    expect(opened).toMatchObject({ locationId: newer, earlierCaseId: caseId, stage: 'prospect' });
    expect((await engine.cases.timeline(opened.id)).map((f) => f.type)).toEqual(['case-opened']);
    expect(await engine.cases.get(caseId)).toMatchObject({ open: false });
    expect((await engine.cases.state(caseId)).closed?.reason).toBe('superseded');
    await expect(engine.homes.openNext(linkId, next, actor)).rejects.toMatchObject({
      code: 'case-already-open',
    });
  });

  it('the open case of another team is not closed by who sees only an earlier one', async () => {
    const { older, caseId, linkId } = await joined();
    const mine = await buildOfficer(engine.db);
    await engine.cases.record(caseId, a.closed('2026-11-10T10:00:00Z'), actor);
    await engine.db.query('UPDATE application_case SET officer_id = $2 WHERE id = $1', [
      caseId,
      mine,
    ]);
    const theirs = await engine.cases.open(
      { locationId: older, officerId, on: '2026-11-11' },
      actor,
    );
    await engine.homes.decide(linkId, 'accept', actor);
    const next = { officerId: mine, closeEarlier: true };
    const seen = { officerIds: [mine] };
    await expect(engine.homes.openNext(linkId, next, actor, seen)).rejects.toMatchObject({
      code: 'home-has-open-case',
    });
    expect((await engine.cases.get(theirs.id)).open).toBe(true);
  });

  it('33: joined to a live home, the officer is asked about owners, code and mailbox', async () => {
    const people = ['Ann', 'Bob'].flatMap((name) => [
      a.named('2026-10-02', name),
      a.created('2026-10-03', name),
      a.activated('2026-10-04', name),
      a.openedMailbox('2026-10-05', name),
    ]);
    const { caseId, linkId } = await joined(...people);
    await engine.homes.decide(linkId, 'accept', actor);
    expect(await tasks(caseId)).toContain('register/new-owner open');
  });

  it('the cases are parted again when the records are', async () => {
    const { linkId } = await joined();
    await engine.homes.decide(linkId, 'accept', actor);
    const opened = await engine.homes.openNext(linkId, { officerId, closeEarlier: false }, actor);
    await engine.homes.decide(linkId, 'undo', actor);
    expect((await engine.cases.get(opened.id)).earlierCaseId).toBeNull();
  });

  it('no case is opened for a record that CQC has ended', async () => {
    const [older = ''] = await recordsOf(ended);
    await expect(engine.cases.open({ locationId: older, officerId }, actor)).rejects.toMatchObject({
      code: 'site-deregistered',
    });
  });

  it('a case opened for a dormant home knows that it is', async () => {
    const [dormant = ''] = await recordsOf({ dormant: true });
    const { id } = await engine.cases.open({ locationId: dormant, officerId }, actor);
    expect((await engine.cases.state(id)).site).toEqual({ status: 'dormant', on: '2026-11-20' });
  });
});
