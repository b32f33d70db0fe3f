import { Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildDsptList, giveCodes } from '../../../test/builders/dspt-list';
import { buildSite } from '../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { DsptAreas } from './dspt-area.service';
import { DsptClassifications } from './dspt-classifications.service';
import { DsptInclusions } from './dspt-inclusions.service';
import { DsptStandings } from './dspt-standings.service';

const today = '2026-11-21';
const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
const actor = 'officer:1';

describe('the DSPT of sites', () => {
  let testing: TestDatabase;
  let db: Database;
  let standings: DsptStandings;
  let inclusions: DsptInclusions;
  let classifications: DsptClassifications;
  let areas: DsptAreas;

  beforeEach(async () => {
    testing = await testDatabase();
    db = new Database(testing.url);
    standings = new DsptStandings(db);
    inclusions = new DsptInclusions(db);
    classifications = new DsptClassifications(db);
    areas = new DsptAreas(db, standings);
  });
  afterEach(async () => {
    await db.pool.end();
    await testing.drop();
  });

  async function site(own: string | null, provider: string | null = null): Promise<string> {
    const { locationId } = await buildSite(db);
    await giveCodes(db, locationId, own, provider);
    return locationId;
  }

  const inShort = async (id: string, day = today): Promise<string> => {
    const { eligible, reasons, counted } = await standings.of(id, day);
    return `${eligible} ${reasons[0]?.code} ${counted?.coverage ?? 'nothing'}`;
  };

  it('is read by code, the site’s own and its provider’s, with every publication there was', async () => {
    const id = await site('VINV1', 'AIN1');
    await buildDsptList(db, '2025-07-01', ['VINV1', '24/25 Approaching Standards', '2025-06-30']);
    await buildDsptList(
      db,
      '2026-11-20',
      ['VINV1', '25/26 Standards Met.', '2026-06-30'],
      ['AIN1', 'Not Published'],
      ['VINV2', '25/26 Standards Not Met', '2026-06-30'],
    );
    const standing = await standings.of(id, today);
    expect(standing).toMatchObject({
      eligible: 'yes',
      validTo: '2027-06-30',
      listDay: '2026-11-20',
      own: { entry: { code: 'VINV1', level: 'met' } },
      headquarters: { entry: { code: 'AIN1', level: 'not-published' } },
    });
    expect(standing.history.map(({ entry }) => entry.statusText)).toEqual([
      '25/26 Standards Met.',
      '24/25 Approaching Standards',
    ]);
    expect(await inShort(id, '2025-12-01')).toBe('yes dspt-current own');
  });

  it('of a site nobody knows is refused; in a list of sites it is left out', async () => {
    const id = await site('VINV1');
    for (const odd of ['1-1', 'a\0b'])
      await expect(standings.of(odd, today)).rejects.toMatchObject({ code: 'no-such-site' });
    expect([...(await standings.ofMany([id, '1-1', 'a\0b'], today)).keys()]).toEqual([id]);
  });

  it('does not count a list whose import was undone', async () => {
    const id = await site('VINV1');
    const run = await buildDsptList(db, '2026-11-20');
    await db.query('UPDATE import_run SET undone_at = $2 WHERE id = $1', [run, now.toString()]);
    expect(await inShort(id)).toBe('unknown no-dspt-list nothing');
  });

  it('is inherited once a person has recorded it, until headquarters change', async () => {
    const id = await site('VINV1', 'AIN1');
    await buildDsptList(
      db,
      '2026-11-20',
      ['VINV1', 'Not Individually Registered.'],
      ['AIN1', '25/26 Standards Met', '2026-06-30'],
    );
    expect(await inShort(id)).toBe('unknown ask-headquarters own');
    await inclusions.record(id, { included: true, reason: 'Told by Sam.' }, actor, now);
    expect(await inShort(id)).toBe('yes dspt-current inherited');
    await inclusions.record(id, { included: false, reason: 'Sam was wrong.' }, actor, now);
    expect(await inShort(id)).toBe('no left-out-by-headquarters own');
    await inclusions.record(id, { included: true, reason: 'Sam was right.' }, actor, now);
    await giveCodes(db, id, 'VINV1', 'COTH');
    expect(await inShort(id)).toBe('unknown headquarters-unknown own');
    expect((await standings.of(id, today)).alerts.map((a) => a.code)).toEqual([
      'headquarters-changed',
    ]);
  });

  it('keeps what was said before, and saying the same again changes nothing', async () => {
    const id = await site('VINV1', 'AIN1');
    const said = { included: true, reason: ' Told by  Sam. ' };
    await inclusions.record(id, said, actor, now);
    await inclusions.record(id, said, 'officer:2', now.add({ hours: 1 }));
    await inclusions.withdraw(id, 'officer:3', now.add({ hours: 2 }));
    await inclusions.withdraw(id, 'officer:4', now.add({ hours: 3 }));
    expect(await inclusions.history(id)).toEqual([
      {
        headquartersCode: 'AIN1',
        included: true,
        reason: 'Told by Sam.',
        saidBy: actor,
        saidAt: '2026-11-21T10:00:00Z',
        endedAt: '2026-11-21T12:00:00Z',
        endedBy: 'officer:3',
      },
    ]);
    expect((await standings.of(id, today)).inclusion).toBeNull();
  });

  it('of two people who record at once both are kept, and one counts', async () => {
    const id = await site('VINV1', 'AIN1');
    await Promise.all(
      [true, false].map((included) =>
        inclusions.record(id, { included, reason: `It is ${included}.` }, actor, now),
      ),
    );
    const history = await inclusions.history(id);
    expect(history).toHaveLength(2);
    expect(history.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });

  it.each<[string, string | null, string, string]>([
    ['no code at all', null, 'Sam said so.', 'missing-headquarters-code'],
    ['the site’s own code', 'vinv1', 'Sam said so.', 'invalid-headquarters-code'],
    ['a code that is none', 'HELLO\0', 'Sam said so.', 'invalid-headquarters-code'],
    ['no reason', 'AIN1', ' ', 'missing-reason'],
    ['a reason that does not end', 'AIN1', 'x'.repeat(501), 'invalid-reason'],
  ])('asks again for %s', async (_, headquartersCode, reason, code) => {
    const id = await site('VINV1');
    const said = { headquartersCode, included: true, reason };
    await expect(inclusions.record(id, said, actor, now)).rejects.toMatchObject({ code });
    expect(await inclusions.history(id)).toEqual([]);
  });

  it('takes a code of another form when a list has it', async () => {
    const id = await site('VINV1');
    await buildDsptList(db, '2026-11-20', ['8INV1', '25/26 Standards Met', '2026-06-30']);
    const said = { headquartersCode: '8inv1', included: true, reason: 'Sam said so.' };
    await inclusions.record(id, said, actor, now);
    expect(await inShort(id)).toBe('yes dspt-current inherited');
  });

  it('finds the sites under a code: their own, their provider’s, ODS’s, one a person named', async () => {
    const own = await site('VINV1');
    const provider = await site('VINV2', 'AIN2');
    const named = await site('VINV3');
    await inclusions.record(
      named,
      { headquartersCode: 'AIN3', included: true, reason: 'Sam said so.' },
      actor,
      now,
    );
    const parent = await site('VINV4');
    const run = await buildDsptList(db, '2026-11-20');
    await db.query(
      `INSERT INTO ods_organisation (code, name, parent_code, import_id, changed_at)
       VALUES ('VINV4', 'Invented', 'AIN4', $1, $2)`,
      [run, now.toString()],
    );
    const under = async (...codes: string[]) => (await standings.sitesUnder(codes)).sort();
    expect(await under('VINV1')).toEqual([own]);
    expect(await under('AIN2', 'AIN3')).toEqual([provider, named].sort());
    expect(await under('AIN4')).toEqual([parent]);
    expect(await under('VNONE')).toEqual([]);
    expect((await standings.of(parent, today)).codes.headquarters).toBe('AIN4');
  });

  describe('a status nobody knows', () => {
    it('opens nothing until a person says what it comes to, and everything at once then', async () => {
      const id = await site('VINV1');
      await buildDsptList(
        db,
        '2026-11-20',
        ['VINV1', '25/26 Standards Nearly Met.', '2026-06-30'],
        ['8INV1', '24/25 Standards Nearly Met', '2025-06-30'],
        ['8INV2', 'Gold'],
      );
      expect(await inShort(id)).toBe('unknown dspt-status-unknown own');
      const shown = async () =>
        (await classifications.unknown()).map(
          ({ words, organisations, ours, level }) => `${words} ${organisations} ${ours} ${level}`,
        );
      expect(await shown()).toEqual(['standards nearly met 2 1 null', 'gold 1 0 null']);
      const codes = await classifications.classify(
        'Standards Nearly Met.',
        'approaching',
        actor,
        now,
      );
      expect(codes.sort()).toEqual(['8INV1', 'VINV1']);
      expect(await inShort(id)).toBe('yes dspt-current own');
      expect(await shown()).toEqual(['gold 1 0 null', 'standards nearly met 2 1 approaching']);
      await classifications.classify('standards nearly met', 'not-met', actor, now);
      expect(await inShort(id)).toBe('no dspt-too-low own');
      await classifications.withdraw('standards nearly met', actor, now);
      expect(await inShort(id)).toBe('unknown dspt-status-unknown own');
      const kept = await db.query('SELECT FROM dspt_classification WHERE ended_by = $1', [actor]);
      expect(kept).toHaveLength(2);
    });

    it('is classified only when a list has it, and nobody knows it', async () => {
      await expect(classifications.classify('platinum', 'met', actor, now)).rejects.toMatchObject({
        code: 'no-such-status',
      });
      await expect(
        classifications.classify('25/26 Standards Not Met', 'met', actor, now),
      ).rejects.toMatchObject({ code: 'known-status' });
    });
  });

  it('counts an area by the rule itself, inherited standings apart', async () => {
    const approaching = await site('VINV1');
    const inherits = await site('VINV2', 'AIN2');
    await site('VINV3');
    await site('VINV4');
    await site('VINV9');
    await inclusions.record(inherits, { included: true, reason: 'Sam said so.' }, actor, now);
    const [dormant, gone, other] = [await site('VINV5'), await site('VINV6'), await site('VINV7')];
    await db.query(`UPDATE site SET dormant = true WHERE location_id = $1`, [dormant]);
    await db.query(`UPDATE site SET registration_status = 'deregistered' WHERE location_id = $1`, [
      gone,
    ]);
    await db.query(`UPDATE site SET local_authority = 'Elsewhere' WHERE location_id = $1`, [other]);
    await buildDsptList(
      db,
      '2026-11-20',
      ['VINV1', '24/25 Approaching Standards', '2025-06-30'],
      ['AIN2', '25/26 Standards Met', '2026-06-30'],
      ['VINV3', '21/22 Standards Met', '2022-06-30'],
      ['VINV4', 'Not Published'],
      ['VINV5', '25/26 Standards Met', '2026-06-30'],
      ['VINV6', '25/26 Standards Met', '2026-06-30'],
      ['VINV7', '25/26 Standards Exceeded', '2026-06-30'],
    );
    expect(await areas.levels('2026-03-01')).toMatchObject({ sites: 6 });
    expect(await areas.levels(today)).toEqual({
      sites: 6,
      levels: [
        { level: 'exceeded', sites: 1, inherited: 0 },
        { level: 'met', sites: 1, inherited: 1 },
        { level: 'lapsed', sites: 2, inherited: 0 },
        { level: 'not-published', sites: 1, inherited: 0 },
        { level: 'not-listed', sites: 1, inherited: 0 },
      ],
      metOrBetter: 2,
      approachingOrBetter: 2,
      eligible: { yes: 2, no: 3, unknown: 1 },
      expiring: 2,
      expiringOn: '2027-06-30',
      listDay: '2026-11-20',
    });
    expect(await areas.levels(today, 'Elsewhere')).toMatchObject({ sites: 1, metOrBetter: 1 });
    const shown = async (risk: 'expiring' | 'not-eligible' | 'unknown') =>
      (await areas.atRisk(risk, today, { limit: 10 })).map((s) => s.locationId);
    expect((await shown('expiring')).sort()).toEqual([inherits, other].sort());
    expect(await shown('not-eligible')).toContain(approaching);
    expect(await shown('unknown')).toHaveLength(1);
    const [first] = await areas.atRisk('not-eligible', today, { limit: 1 });
    const rest = await areas.atRisk('not-eligible', today, {
      limit: 10,
      after: [first?.name ?? '', first?.locationId ?? ''],
    });
    expect(rest).toHaveLength(2);
    expect(rest.map((s) => s.locationId)).not.toContain(first?.locationId);
  });

  it('counts an area anew as soon as anybody says something, or a list is imported', async () => {
    const id = await site('VINV1', 'AIN1');
    const eligible = async () => (await areas.levels(today)).eligible;
    expect(await eligible()).toEqual({ yes: 0, no: 0, unknown: 1 });
    await buildDsptList(
      db,
      '2026-11-20',
      ['VINV1', 'Not Individually Registered'],
      ['AIN1', '25/26 Gold', '2026-06-30'],
    );
    await inclusions.record(id, { included: false, reason: 'Sam said so.' }, actor, now);
    expect(await eligible()).toEqual({ yes: 0, no: 1, unknown: 0 });
    const later = now.add({ seconds: 1 });
    await inclusions.record(id, { included: true, reason: 'Sam rang back.' }, actor, later);
    expect(await eligible()).toEqual({ yes: 0, no: 0, unknown: 1 });
    await classifications.classify('gold', 'exceeded', actor, later);
    expect(await eligible()).toEqual({ yes: 1, no: 0, unknown: 0 });
    expect((await areas.levels('2027-07-01')).eligible).toEqual({ yes: 0, no: 1, unknown: 0 });
    await classifications.withdraw('gold', actor, later);
    expect(await eligible()).toEqual({ yes: 0, no: 0, unknown: 1 });
  });
});
