import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stages } from '@app/domain';
import { exploreJourney, type Passage } from './explore-journey';
import { journeyDocument } from './journey-document';

const file = join(__dirname, '../../docs/journey.md');

describe('docs/journey.md', () => {
  let passages: Passage[];
  beforeAll(() => {
    passages = exploreJourney();
  }, 120_000);

  it('says what the code does', () => {
    const document = journeyDocument(passages);
    if (process.env.WRITE_DOCS) writeFileSync(file, document);
    expect(readFileSync(file, 'utf8')).toBe(document);
  });

  it('was drawn from walks that came to every stage', () => {
    expect(new Set(passages.map(({ to }) => to))).toEqual(new Set(stages));
  });

  it('draws the way the domain rules tell', () => {
    const ways = passages.map(({ from, to, move }) => `${from} > ${to}: ${move.label}`);
    expect(ways).toEqual(
      expect.arrayContaining([
        'prospect > eligibility: agreed',
        'preparing > proving: preparation-complete',
        'proving > ready: otp-received',
        'ready > proving: otp-validity/expired',
        'ready > submitted: submitted',
        'submitted > activating: nhsmail-replied (accepted)',
        'submitted > proving: nhsmail-replied (rejected)',
        'activating > live: mailbox-opened',
        'live > aftercare: leaver-marked',
      ]),
    );
  });
});
