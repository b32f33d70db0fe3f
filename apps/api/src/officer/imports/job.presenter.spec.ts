import type { ImportJob, ImportResult } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { presentJob } from './job.presenter';

const now = Temporal.Instant.from('2026-11-20T10:00:00Z');

const result: ImportResult = {
  kind: 'cqc',
  file: 'a.csv',
  variant: 'cqc-latest-ratings',
  asOf: '2026-06-01',
  rows: 1200,
  read: 1198,
  created: { providers: 0, sites: 1 },
  updated: { providers: 0, sites: 0, statuses: 2 },
  unchanged: { providers: 3, sites: 0 },
  quarantined: 2,
  refused: null,
  problems: [],
};

const job = (change: Partial<ImportJob>): ImportJob => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'any',
  fileName: 'a.csv',
  fileBytes: 12_000_000,
  givenAsOf: null,
  confirmed: false,
  askedBy: 'officer:x',
  askedAt: '2026-11-20T09:59:30Z',
  state: 'waiting',
  cancelAsked: false,
  progress: {},
  result: null,
  acceptedBy: null,
  endedAt: null,
  ...change,
});

const page = (change: Partial<ImportJob>) => presentJob(job(change), now);

describe('a file on its way in', () => {
  it('waits, and after a minute says whom to ask', () => {
    expect(page({}).progress).toEqual({
      state: 'waiting',
      words: 'It waits to be read.',
      percent: null,
    });
    expect(page({ askedAt: '2026-11-20T09:58:59Z' }).progress.words).toContain(
      'ask whoever looks after the server',
    );
  });

  it('tells how much has been read', () => {
    const progress = { step: 'reading', doneBytes: 3_500_000, allBytes: 12_000_000 } as const;
    expect(page({ state: 'reading', progress }).progress).toEqual({
      state: 'reading',
      words: 'Reading the file: 3.5 of 12 MB.',
      percent: 29,
    });
    const all = { ...progress, doneBytes: 12_000_000 };
    expect(page({ state: 'importing', progress: all }).progress.words).toBe(
      'Bringing it in: all of it is read, now it is compared with the register.',
    );
  });

  it('says that it is being stopped, and offers it no second time', () => {
    const stopping = page({ state: 'reading', cancelAsked: true });
    expect([stopping.stopping, stopping.progress.words]).toEqual([
      true,
      'It is being stopped. Nothing of it will be kept.',
    ]);
  });

  it('tells what it would do, with only the records it tells of', () => {
    const { preview } = page({ state: 'previewed', kind: 'cqc', result });
    expect(preview).toMatchObject({
      rows: '1,198 of 1,200 rows can be taken in full; of 2 something would be set aside.',
      nothingNew: false,
      fewer: null,
      counts: [
        { what: 'Providers', created: '0', updated: '0', unchanged: '3' },
        { what: 'Sites', created: '1', updated: '0', unchanged: '0' },
        { what: 'DSPT statuses', created: '0', updated: '2', unchanged: '0' },
      ],
    });
    expect(preview?.about).toContain('Its data are of Monday 1 June 2026.');
  });

  it('says what becomes of rows that fit no site, by what the file is', () => {
    const rowsOf = (kind: ImportResult['kind']) =>
      page({ state: 'previewed', result: { ...result, kind, rows: 1200, read: 1200 } }).preview
        ?.rows;
    expect(rowsOf('line-by-line')).toBe(
      '1,200 of 1,200 rows can be read; 2 of them fit no site and would wait under “Rows that fit nothing”.',
    );
    expect(rowsOf('dspt')).toBe(
      '1,200 of 1,200 rows can be taken in full. 2 of them are of care providers whose codes no site or provider of the register has: they are kept under their codes, and count when a site gets one.',
    );
  });

  it('says how many values and corrections stay as they are', () => {
    const said = { ...result, older: 1, asked: 2 };
    const about = page({ state: 'previewed', result: said, givenAsOf: '2026-06-01' }).preview
      ?.about;
    expect(about).toEqual([
      'Recognised as: CQC “Latest ratings” file.',
      'Its data are of Monday 1 June 2026, as you said.',
      '1 value of it is left out, because a later file said otherwise.',
      'It contradicts 2 corrections made by hand: those stay, and you are asked about them.',
    ]);
  });

  it('tells in the rule’s own sentence why it was refused', () => {
    const refused = { code: 'register-changed', message: 'The register has changed.' };
    expect(page({ state: 'refused', result: { ...result, refused } })).toMatchObject({
      stage: 'refused',
      refusal: 'The register has changed.',
      preview: null,
    });
  });
});
