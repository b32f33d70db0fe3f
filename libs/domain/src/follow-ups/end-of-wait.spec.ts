import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { progress } from '../cases/progress';
import { wantedRungs } from '../clocks/all-clocks';
import { shippedPolicy } from '../policy';
import { endOfWait, endsOfWaits } from './end-of-wait';

const settings = { policy: shippedPolicy, calendar: england };

/** The stage, and the rung that is told, when everything wanted still waits. */
function told(given: readonly a.GivenFact[], parkedUntil: string | null = null): string {
  const state = fold(a.factsOf(...given));
  const followUps = wantedRungs(state, settings).map((rung) => ({
    ...rung,
    status: 'waiting' as const,
  }));
  const end = endOfWait(state, followUps, parkedUntil);
  return `${progress(state).stage} ${end ? `${end.clock}/${end.rung}` : 'nothing'}`;
}

const opened = a.caseOpened('2026-11-02');
const agreed = [opened, a.agreed('2026-11-02')];
const eligible = [...agreed, a.published('2026-06-20'), a.odsCode('2026-11-02', 'VABCD')];
const submitted = [...eligible, a.submitted('2026-11-20T10:00:00Z')];
const created = [...eligible, a.created('2026-11-20', 'Amy'), a.created('2026-11-20', 'Bob')];
const inUse = [
  ...created,
  ...['Amy', 'Bob'].flatMap((name) => [
    a.activated('2026-11-21', name),
    a.openedMailbox('2026-11-21', name),
  ]),
];

describe('by when what a case waits for has to happen', () => {
  it.each<[string, readonly a.GivenFact[], string]>([
    ['nothing runs', [opened], 'prospect nothing'],
    ['nobody may apply without a DSPT', eligible, 'preparing dspt-currency/expired'],
    [
      'they were asked',
      [...agreed, a.asked('2026-11-19T10:00:00Z')],
      'eligibility provider-silence/working-day-20',
    ],
    [
      'a passcode is in the post',
      [...eligible, a.requested('2026-11-16')],
      'proving otp-validity/expired',
    ],
    ['NHSmail has 48 hours', submitted, 'submitted nhsmail-reply/breach'],
    ['accounts wait to be activated', created, 'activating activation/at-risk'],
    ['the mailbox is in use', inUse, 'live inactivity/day-30'],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toBe(expected);
  });

  it('no date says that is only reached after the case is looked at again', () => {
    expect(told(eligible, '2027-06-30')).toBe('preparing nothing');
    expect(told(eligible, '2027-07-01')).toBe('preparing dspt-currency/expired');
  });

  it('what is no end of this wait says nothing, once there are accounts', () => {
    const gone = ['Amy', 'Bob'].map((name) => a.removed('2026-11-22', name));
    expect(told([...inUse, ...gone])).not.toContain('dspt');
  });

  it('goes by rungs that there are', () => {
    const unknown = Object.entries(endsOfWaits).flatMap(([clock, rungs]) =>
      rungs.filter(
        (rung) =>
          !shippedPolicy.ladders[clock as keyof typeof endsOfWaits].some((r) => r.rung === rung),
      ),
    );
    expect(unknown).toEqual([]);
  });
});
