import {
  odsAffiliation,
  odsOrganization,
  odsPage,
} from '../../../../../test/builders/ods-directory';
import { inShort, readDocuments } from '../../../../../test/harness/read-variant';
import { odsFhir } from './ods-fhir';

const readAll = async (variant: typeof odsFhir, ...contents: readonly unknown[]) =>
  inShort(await readDocuments(variant, contents));

const home = odsOrganization({
  code: 'vln1f',
  name: ' THE  GRANGE ',
  roles: [{ code: 'RO269' }, { code: 'RO101' }],
  opened: '2015-05-11',
  lines: ['GRANGE HOUSE', 'GRANGE LANE'],
  postcode: 'ln11aa',
});

describe('answers of the ODS FHIR API', () => {
  it.each<[string, unknown, boolean]>([
    ['a page of organisations', odsPage(home), true],
    ['a page of affiliations', odsPage(odsAffiliation('VLN1F', 'A1B2')), true],
    ['a search that found nothing', { resourceType: 'Bundle', type: 'searchset', total: 0 }, true],
    ['one organisation', home, true],
    ['a page of patients', odsPage({ resourceType: 'Patient' }), false],
    ['a record of CQC', { locationId: '1-120713174', providerId: '1-2' }, false],
    ['a list', [home], false],
    ['nothing', null, false],
    ['a bundle with something else for entries', { resourceType: 'Bundle', entry: 'x' }, false],
  ])('recognises %s', (_, content, recognised) => {
    expect(odsFhir.recognise(content)).toBe(recognised);
  });

  it('tells of an organisation', async () => {
    const { arrivals, problems, rows, produced } = await readAll(odsFhir, odsPage(home));
    expect(arrivals).toEqual([
      {
        subject: 'odsOrganisation',
        row: 1,
        key: { code: 'VLN1F' },
        values: {
          name: 'THE GRANGE',
          active: true,
          primary_role: 'RO101',
          roles: ['RO101', 'RO269'],
          address: 'GRANGE HOUSE, GRANGE LANE',
          town: 'LINCOLN',
          postcode: 'LN1 1AA',
          opened_on: '2015-05-11',
          closed_on: null,
        },
        mayCreate: true,
      },
    ]);
    expect({ problems, rows, produced }).toEqual({
      problems: [],
      rows: 1,
      // Half past eleven at night UTC is the next day in a British summer.
      produced: '2026-08-01',
    });
  });

  it('tells when one closed, and leaves out roles that are over and days that are none', async () => {
    const closed = odsOrganization({
      code: 'VLN1G',
      active: false,
      opened: '2015',
      closed: '2024-02-29',
      roles: [
        { code: 'RO101', active: false },
        { code: 'RO104', primary: true },
      ],
    });
    const { arrivals } = await readAll(odsFhir, closed);
    expect(arrivals[0]?.values).toMatchObject({
      active: false,
      primary_role: 'RO104',
      roles: ['RO104'],
      opened_on: null,
      closed_on: '2024-02-29',
    });
  });

  it('tells the headquarters, and makes no organisation of it', async () => {
    const page = odsPage(
      odsAffiliation('VLN1F', 'A1B2'),
      odsAffiliation('VLN1F', 'Q72', { relation: 'RE5' }),
      odsAffiliation('VLN1F', 'C409', { active: false }),
    );
    const { arrivals, problems, rows, setAside } = await readAll(odsFhir, page);
    expect(arrivals).toEqual([
      {
        subject: 'odsOrganisation',
        row: 1,
        key: { code: 'VLN1F' },
        values: { parent_code: 'A1B2' },
        mayCreate: false,
      },
    ]);
    expect({ problems, rows, setAside }).toEqual({ problems: [], rows: 3, setAside: 0 });
  });

  it('goes on after a record that is none, and numbers records through all pages', async () => {
    const nameless = { resourceType: 'Organization', id: 'VLN1H' };
    const odd = { resourceType: 'Organization', id: 'VLN1H', name: 5 };
    const outcome = { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } };
    const last = { ...odsPage(home), entry: [outcome, { resource: home }] };
    const { arrivals, problems, rows, setAside } = await readAll(
      odsFhir,
      odsPage(nameless, odd),
      { resourceType: 'Bundle', entry: [{ resource: home, search: 7 }] },
      last,
    );
    expect(problems).toEqual(['1 row no-code', '2 row invalid-record', '2 row invalid-bundle']);
    expect(arrivals.map((a) => a.row)).toEqual([3]);
    expect({ rows, setAside }).toEqual({ rows: 4, setAside: 3 });
  });
});
