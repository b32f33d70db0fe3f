import { type Party, stages, stallReasons, waitedFor } from '@app/domain';
import {
  type CaseAsk,
  type CaseColumn,
  type CaseSort,
  type ListChoices,
  noneGiven,
  type StalledDays,
  stalledAges,
} from '@app/measures';
import { stageWords, waitingWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital } from '../words/when';

/** Who takes the time, for people: the post apart from the provider. */
export const partyWords: Readonly<Record<Party, string>> = { ...waitingWords, post: 'The post' };

/** "14 to 29 days", "60 days or more". */
export function daysWords({ least, most }: StalledDays): string {
  if (most === undefined) return `${least} days or more`;
  return least === most ? `${least} ${least === 1 ? 'day' : 'days'}` : `${least} to ${most} days`;
}

/** What the orders are called. */
export const sortWords: Readonly<Record<CaseSort, string>> = {
  next: 'What happens next, soonest first',
  home: 'Home, A to Z',
  stage: 'Stage, in the order of the journey',
  stalled: 'Stalled longest first',
  waiting: 'Longest as it stands first',
  opened: 'Opened longest ago first',
};

/** What the columns are called. */
export const columnWords: Readonly<Record<CaseColumn, string>> = {
  stage: 'Stage',
  waitingOn: 'Waiting on',
  next: 'Next',
  officer: 'Officer',
  provider: 'Provider',
  authority: 'Local authority',
  opened: 'Opened',
  stalledSince: 'Stalled since',
  useBy: 'Passcode good until',
};

/** A filter that is on, and the list without it. */
export interface Narrowing {
  words: string;
  without: CaseAsk;
}

/** What the ids in an ask are called. */
export interface AskNames {
  officer: string | null;
  provider: string | null;
}

const told = (name: string): string => (name === noneGiven ? 'not given' : name);

/** The filters that are on, each with what the list is asked for when it is taken off. */
export function narrowingsOf(ask: CaseAsk, names: AskNames): Narrowing[] {
  const { view: _, ...plain } = ask;
  const without = (...keys: (keyof CaseAsk)[]): CaseAsk =>
    Object.fromEntries(
      Object.entries(plain).filter(([key]) => !keys.includes(key as keyof CaseAsk)),
    );
  const on: [boolean, string, CaseAsk][] = [
    [Boolean(ask.closed), 'Closed cases', without('closed')],
    [Boolean(ask.q), `Search: ${ask.q}`, without('q')],
    [Boolean(ask.stage), `Stage: ${ask.stage && stageWords[ask.stage]}`, without('stage')],
    [
      Boolean(ask.waitingOn),
      `Waiting on: ${ask.waitingOn && waitingWords[ask.waitingOn]}`,
      without('waitingOn'),
    ],
    [
      Boolean(ask.party),
      `Who takes the time: ${ask.party && partyWords[ask.party]}`,
      without('party'),
    ],
    [Boolean(ask.stalled), stalledWords(ask), without('stalled')],
    [Boolean(ask.since), `Stalled for ${ask.since && daysWords(ask.since)}`, without('since')],
    [Boolean(ask.slow), 'Slower than usual', without('slow')],
    [Boolean(ask.breached), 'Late reply from NHSmail', without('breached')],
    [Boolean(ask.mine), 'Only mine', without('mine')],
    [Boolean(ask.officer), `Officer: ${names.officer}`, without('officer')],
    [Boolean(ask.provider), `Provider: ${names.provider}`, without('provider')],
    [Boolean(ask.authority), `Local authority: ${told(ask.authority ?? '')}`, without('authority')],
    [Boolean(ask.icb), `ICB: ${told(ask.icb ?? '')}`, without('icb')],
    [
      ask.careHome !== undefined,
      ask.careHome ? 'Care homes' : 'Services other than care homes',
      without('careHome'),
    ],
  ];
  return on.filter(([isOn]) => isOn).map(([, words, rest]) => ({ words, without: rest }));
}

/** What is narrowed by links alone, with no field in the form: as addresses name it. */
export const onlyByLink = ['party', 'provider', 'icb', 'careHome'] as const;

function stalledWords({ stalled }: CaseAsk): string {
  if (!stalled || stalled === 'yes') return 'Stalled';
  return `Stalled: ${stallInWords(stalled)}`;
}

interface Choice {
  value: string;
  text: string;
  selected: boolean;
}

const choices = (
  none: string,
  all: readonly { value: string; text: string }[],
  chosen: string | undefined,
): Choice[] => [
  { value: '', text: none, selected: chosen === undefined },
  ...all.map((one) => ({ ...one, selected: one.value === chosen })),
];

/** The answers a form about a list of cases offers, the present ones chosen. */
export function filterChoices(ask: CaseAsk, known: ListChoices) {
  const authorities = known.authorities.map((name) => ({ value: name, text: name }));
  const since = ask.since && [ask.since.least, ask.since.most].filter((n) => n !== undefined);
  return {
    stages: choices(
      'Any stage',
      stages.filter((one) => one !== 'closed').map((value) => ({ value, text: stageWords[value] })),
      ask.stage,
    ),
    waitingOn: choices(
      'Anybody',
      waitedFor.map((value) => ({ value, text: waitingWords[value] })),
      ask.waitingOn,
    ),
    stalled: choices(
      'Stalled or moving',
      [
        { value: 'yes', text: 'Stalled, for any reason' },
        ...stallReasons
          .filter(({ code }) => known.stalls.includes(code) || code === ask.stalled)
          .map(({ code, label }) => ({ value: code, text: capital(label) })),
      ],
      ask.stalled,
    ),
    since: choices(
      'However long',
      stalledAges.map((days) => ({ value: ageInAddress(days), text: daysWords(days) })),
      since?.join('-'),
    ),
    officers: choices(
      'Any officer',
      known.officers.map(({ id, name }) => ({ value: id, text: name })),
      ask.officer,
    ),
    authorities: choices(
      'Any local authority',
      [...authorities, { value: noneGiven, text: 'Not given' }],
      ask.authority,
    ),
  };
}

const ageInAddress = ({ least, most }: StalledDays): string =>
  most === undefined ? String(least) : `${least}-${most}`;
