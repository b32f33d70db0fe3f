import type { ImportJob, ImportResult } from '@app/providers';
import { presentToApprove } from './to-approve.presenter';

const result: ImportResult = {
  kind: 'bank-holidays',
  file: 'bank-holidays.json',
  rows: 472,
  read: 472,
  created: { providers: 0, sites: 0, holidays: 1 },
  updated: { providers: 0, sites: 0 },
  unchanged: { providers: 0, sites: 0, holidays: 140 },
  quarantined: 0,
  refused: null,
  problems: [],
};

const fetched: ImportJob = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'bank-holidays',
  fileName: 'bank-holidays.json',
  fileBytes: 60_000,
  givenAsOf: null,
  confirmed: false,
  askedBy: 'system',
  askedAt: '2026-11-20T09:59:30Z',
  state: 'previewed',
  cancelAsked: false,
  progress: {},
  result,
  acceptedBy: null,
  endedAt: null,
};

describe('what waits for a person', () => {
  it('is the newest fetched list, with how much it would change', () => {
    const older = { ...fetched, id: '00000000-0000-4000-8000-000000000002' };
    expect(presentToApprove([fetched, older])).toEqual([
      {
        text: 'GOV.UK’s list of bank holidays has 1 change, which may move dates. It does not count before you say so.',
        href: '/imports/jobs/00000000-0000-4000-8000-000000000001',
      },
    ]);
  });

  it.each<[string, Partial<ImportJob>]>([
    ['a file that a person gave', { askedBy: 'officer:x' }],
    ['a file that is still read', { state: 'reading', result: null }],
    ['a file that has been accepted', { state: 'accepted' }],
    ['a file that would change nothing', { result: { ...result, created: result.updated } }],
  ])('is not %s', (_, change) => {
    expect(presentToApprove([{ ...fetched, ...change }])).toEqual([]);
  });
});
