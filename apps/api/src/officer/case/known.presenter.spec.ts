import { caseView } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import type { CaseView } from './case-view';
import { knownLines } from './known.presenter';

const opened = a.caseOpened('2026-11-12');
const requested = a.requested('2026-11-17');

const linesOf = (view: CaseView) =>
  Object.fromEntries(knownLines(view).map((l) => [l.key, [l.value, l.hint]]));

describe('knownLines', () => {
  it('gives the days between which a passcode dies while its issue date is unknown', () => {
    const view = caseView(opened, requested);
    const { Passcode, 'Use passcode by': useBy } = linesOf(view);
    expect(Passcode?.[0]).toBe('Requested by post on Tuesday 17 November 2026 (6 days ago).');
    expect(useBy?.[0]).toMatch(
      /^The end of Tuesday 15 December 2026 \(in 22 days\) to be safe; certainly dead after /,
    );
    const link = knownLines(view).find((l) => l.key === 'Use passcode by')?.link;
    expect(link?.href).toBe('/cases/c1/record/otp-issued');
  });

  it('gives one day once the issue date is known', () => {
    expect(linesOf(caseView(opened, requested, a.issued('2026-11-18')))['Use passcode by']).toEqual(
      [
        'The end of Wednesday 16 December 2026 (in 23 days)',
        'Counted from its issue date, Wednesday 18 November 2026.',
      ],
    );
  });

  it('says when a passcode is certainly dead', () => {
    const old = linesOf(caseView(opened, a.requested('2026-08-03')));
    expect(old['Passcode ran out']?.[0]).toMatch(/it is certainly dead$/);
    const exact = linesOf(caseView(opened, a.requested('2026-08-03'), a.issued('2026-08-04')));
    expect(exact['Passcode ran out']?.[0]).toBe(
      'The end of Tuesday 1 September 2026 (83 days ago)',
    );
  });

  it('asks to resolve two facts that cannot both be right', () => {
    const twice = [a.requested('2026-11-02'), a.requested('2026-11-12'), a.received('2026-11-16')];
    const [sentence, todo] = linesOf(caseView(opened, ...twice))['To be resolved'] ?? [];
    expect(sentence).toMatch(/^A passcode arrived on Monday 16 November 2026, but two were/);
    expect(todo).toMatch(/^Ask for the date/);
  });

  it('tells the DSPT of today, whose it is, and until when it is valid', () => {
    expect(linesOf(caseView(opened)).DSPT).toEqual(['Not recorded yet', null]);
    const inherited = a.published('2026-06-20', 'approaching', '25/26', 'inherited');
    expect(linesOf(caseView(opened, inherited)).DSPT).toEqual([
      'Approaching Standards, edition 25/26, published by headquarters',
      'Published on Saturday 20 June 2026. Valid to the end of Wednesday 30 June 2027 (in 219 days).',
    ]);
    expect(linesOf(caseView(opened, a.published('2024-06-20', 'met', '23/24'))).DSPT?.[1]).toBe(
      'The site may not apply with it: the DSPT for 23/24 lapsed on Monday 30 June 2025.',
    );
  });

  it('keeps a rule that was set aside on show, with the reason and who gave it', () => {
    const shut = a.published('2026-06-20', 'not-met');
    const sent = { ...a.submitted('2026-11-20T17:00:00Z'), override: 'They wrote that it counts' };
    const view = caseView(opened, shut, sent);
    expect(linesOf(view)['Set aside']).toEqual([
      'The site may not apply: the DSPT for 25/26 is below Approaching Standards; it needs Approaching Standards or better, or a reason why it applied all the same.',
      'Application submitted, because: They wrote that it counts. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
    const back = caseView(opened, shut, sent, a.retracted('2026-11-21T10:00:00Z', 'fact-2'));
    expect(linesOf(back)).not.toHaveProperty('Set aside');
    const remark = { ...a.agreed('2026-11-12'), override: 'By telephone' };
    expect(linesOf(caseView(opened, remark))).not.toHaveProperty('Set aside');
  });

  it('tells the ODS code, the contact ID and existing accounts once they are known', () => {
    const known = linesOf(
      caseView(
        opened,
        a.odsCode('2026-11-12', 'VLN1F'),
        a.contactId('2026-11-13'),
        a.nhsmailChecked('2026-11-14', 'accounts'),
      ),
    );
    expect(known['ODS code']).toEqual([
      'VLN1F',
      'Confirmed on Thursday 12 November 2026. Its postcode has not been compared with the CQC’s.',
    ]);
    expect(known['CQC contact ID']?.[0]).toBe('They have it, confirmed on Friday 13 November 2026');
    expect(known['Existing NHSmail']?.[0]).toBe('There are accounts already');
  });

  it('tells a submission and its reply', () => {
    const sent = a.submitted('2026-11-20T17:00:00Z');
    expect(linesOf(caseView(opened, sent)).Submitted?.[0]).toBe(
      'Friday 20 November 2026 at 5:00pm',
    );
    const replied = caseView(opened, sent, a.replied('2026-11-21T10:00:00Z', 'already-exists'));
    expect(linesOf(replied)['NHSmail replied']).toEqual([
      'The site already has accounts',
      'Saturday 21 November 2026 at 10:00am',
    ]);
  });
});
