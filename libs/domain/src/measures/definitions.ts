import { stallCodes } from '../stalls/stall-codes';
import { type MeasureCode, measuredLevels, measuredStages, stallAges } from './measure-terms';
import { type MeasuredLevel, passcodeChannels, passcodeEvents } from './measured';

/** One number of a measure. */
export interface FigureDefinition {
  key: string;
  /** What it counts, in words that stand alone in a table. */
  words: string;
}

/** A measure, so that two people count the same. */
export interface MeasureDefinition {
  code: MeasureCode;
  name: string;
  /** What it tells, in one sentence. */
  meaning: string;
  numerator: string;
  /** Null where it is a plain count. */
  denominator: string | null;
  unit: 'sites' | 'cases' | 'days' | 'passcodes' | 'contacts' | 'submissions';
  /** `day`: as it stood at the end of the day; `month`: what happened in the month up to it. */
  counts: 'day' | 'month';
  source: string;
  leftOut: string;
  /**
   * The number that stands for the measure, and what it is a share of; null: see its figures. It is
   * left out while it is not known, as before the first DSPT list.
   */
  headline: { value: string; of: string | null } | null;
  figures: readonly FigureDefinition[];
}

const stageWords = (stage: string): string => `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`;

const sites =
  'Registered social-care sites of the area that the association helps, not dormant, on the day.';

const levelWords: Readonly<Record<MeasuredLevel, string>> = {
  exceeded: 'Standards Exceeded',
  met: 'Standards Met',
  approaching: 'Approaching Standards',
  'not-met': 'Standards Not Met',
  'entry-level': 'Entry Level',
  lapsed: 'Lapsed',
  'not-published': 'Not published',
  'not-individually-registered': 'Not individually registered',
  unknown: 'Not known',
  'not-listed': 'In no list',
};

const byLevel = measuredLevels.flatMap((level) => [
  { key: level, words: levelWords[level] },
  { key: `${level}-inherited`, words: `${levelWords[level]}, by their headquarters` },
]);

const lists = 'DSPT search results and people’s answers about headquarters, by the newest import.';
const facts = 'Facts recorded on cases; a fact that was retracted does not count.';
const shareOfSites = (key: string, words: string): readonly FigureDefinition[] => [
  { key, words },
  { key: 'inherited', words: 'Of these, by their headquarters' },
  { key: 'locations', words: 'Locations' },
];

/** M1 to M12, in order. Source: domain rules, section 9. */
export const measureDefinitions: readonly MeasureDefinition[] = [
  {
    code: 'M1',
    name: 'Locations',
    meaning: 'How many places there are that could have NHSmail.',
    numerator: sites,
    denominator: null,
    unit: 'sites',
    counts: 'day',
    source: 'The CQC register, by the newest import.',
    leftOut:
      'Deregistered and dormant sites, and services the association does not help. A dormant site counts again from the day it is open.',
    headline: { value: 'locations', of: null },
    figures: [{ key: 'locations', words: 'Locations' }],
  },
  {
    code: 'M2',
    name: 'Locations by DSPT level',
    meaning: 'How the locations stand with the Data Security and Protection Toolkit.',
    numerator: 'Locations at each level on the day, by their own publication or an inherited one.',
    denominator: null,
    unit: 'sites',
    counts: 'day',
    source: lists,
    leftOut: 'A headquarters’ publication counts only for branches it is known to include.',
    headline: null,
    figures: byLevel,
  },
  {
    code: 'M3',
    name: 'Standards Met or better',
    meaning: 'The share of locations that have met the DSPT standards and still do.',
    numerator: 'Locations at Standards Met or Exceeded by a publication valid on the day.',
    denominator: sites,
    unit: 'sites',
    counts: 'day',
    source: lists,
    leftOut:
      'Publications that have lapsed; branches of which nobody knows whether they are included.',
    headline: { value: 'met', of: 'locations' },
    figures: shareOfSites('met', 'Met or better'),
  },
  {
    code: 'M4',
    name: 'Approaching Standards or better',
    meaning: 'The share of locations whose DSPT lets them apply for NHSmail.',
    numerator: 'Locations at Approaching Standards or better by a publication valid on the day.',
    denominator: sites,
    unit: 'sites',
    counts: 'day',
    source: lists,
    leftOut:
      'Publications that have lapsed; branches of which nobody knows whether they are included.',
    headline: { value: 'approaching', of: 'locations' },
    figures: shareOfSites('approaching', 'Approaching or better'),
  },
  {
    code: 'M5',
    name: 'NHSmail live',
    meaning: 'The share of locations where people use NHSmail.',
    numerator:
      'Locations with a case that has been live: two people logged in, and two opened the shared mailbox.',
    denominator: sites,
    unit: 'sites',
    counts: 'day',
    source: facts,
    leftOut:
      'Locations that NHSmail or a check says have accounts already, without a case that went live: they are told apart as “has, source unknown”.',
    headline: { value: 'live', of: 'locations' },
    figures: [
      { key: 'live', words: 'Live' },
      { key: 'found', words: 'Has NHSmail, source unknown' },
      { key: 'locations', words: 'Locations' },
    ],
  },
  {
    code: 'M6',
    name: 'Started, submitted, live',
    meaning: 'How many homes moved on in the month.',
    numerator:
      'Cases that left the first stage, applications submitted, and cases that went live, in the month.',
    denominator: null,
    unit: 'cases',
    counts: 'month',
    source: facts,
    leftOut: 'A case counts once as started and once as live; each application it submits counts.',
    headline: { value: 'live', of: null },
    figures: [
      { key: 'started', words: 'Started' },
      { key: 'submitted', words: 'Submitted' },
      { key: 'live', words: 'Went live' },
    ],
  },
  {
    code: 'M7',
    name: 'Days per stage',
    meaning:
      'How long homes take for each stage: half of them at most the median, nine in ten at most the 90th percentile.',
    numerator: 'Days of each stay at a stage that ended in the month (nearest rank).',
    denominator: null,
    unit: 'days',
    counts: 'month',
    source: facts,
    leftOut: 'Stays that have not ended; stages that have no end (live, aftercare, closed).',
    headline: null,
    figures: measuredStages.flatMap((stage) => [
      { key: `${stage}-median`, words: `${stageWords(stage)}, median days` },
      { key: `${stage}-ninetieth`, words: `${stageWords(stage)}, 90th percentile days` },
      { key: `${stage}-stays`, words: `${stageWords(stage)}, cases measured` },
    ]),
  },
  {
    code: 'M8',
    name: 'Passcodes',
    meaning: 'What became of one-time passcodes, by the way they were sent.',
    numerator: 'Passcodes requested, received, used, expired and superseded in the month.',
    denominator: null,
    unit: 'passcodes',
    counts: 'month',
    source: facts,
    leftOut: 'Passcodes that were not needed any more as the contact ID was found.',
    headline: null,
    figures: passcodeChannels.flatMap((channel) =>
      passcodeEvents.map((event) => ({
        key: `${channel}-${event}`,
        words: `By ${channel}, ${event}`,
      })),
    ),
  },
  {
    code: 'M9',
    name: 'Open stalls',
    meaning: 'Why open cases are not moving, and for how long.',
    numerator:
      'Open cases with a reason at the end of the day, by reason and by days since it holds.',
    denominator: null,
    unit: 'cases',
    counts: 'day',
    source: 'The rules for stalls, and what officers noted.',
    leftOut: 'Closed cases. A case with several reasons counts under each, and once in the total.',
    headline: { value: 'stalled', of: null },
    figures: [
      { key: 'stalled', words: 'Cases stalled' },
      ...stallCodes.flatMap((code) =>
        stallAges.map(({ key, words }) => ({ key: `${code}-${key}`, words: `${code}, ${words}` })),
      ),
    ],
  },
  {
    code: 'M10',
    name: 'Replies within 48 hours',
    meaning: 'How often NHSmail kept its promise to reply within 48 hours.',
    numerator: 'Applications to which NHSmail replied within 48 elapsed hours.',
    denominator:
      'Applications whose reply came in time, or whose 48 hours ended without one, in the month. A reply after that leaves it late.',
    unit: 'submissions',
    counts: 'month',
    source: facts,
    leftOut: 'Applications whose 48 hours still run, and cases closed before they ended.',
    headline: { value: 'within', of: 'due' },
    figures: [
      { key: 'within', words: 'Within 48 hours' },
      { key: 'late', words: 'Late' },
      { key: 'due', words: 'Due in the month' },
    ],
  },
  {
    code: 'M11',
    name: 'Support given',
    meaning: 'What the association did for homes besides letters.',
    numerator:
      'Notes, calls, questions asked and answers received in the month; workshops and one-to-one surgeries held.',
    denominator: null,
    unit: 'contacts',
    counts: 'month',
    source: `${facts} Workshops as entered.`,
    leftOut:
      'Letters the service sends by itself, calls put off, and matters settled without a call. A workshop for homes of two authorities counts under both.',
    headline: { value: 'contacts', of: null },
    figures: [
      { key: 'contacts', words: 'Contacts' },
      { key: 'note', words: 'Notes' },
      { key: 'asked', words: 'Questions asked' },
      { key: 'replied', words: 'Answers received' },
      { key: 'calls', words: 'Calls' },
      { key: 'call-spoke', words: 'Calls: spoke' },
      { key: 'call-voicemail', words: 'Calls: voicemail' },
      { key: 'call-wrong-number', words: 'Calls: wrong number' },
      { key: 'workshops', words: 'Workshops' },
      { key: 'surgeries', words: 'One-to-one surgeries' },
      { key: 'homes-helped', words: 'Homes that came' },
    ],
  },
  {
    code: 'M12',
    name: 'Expiring by 30 June',
    meaning: 'How many locations must publish again by the next 30 June to keep their DSPT.',
    numerator: 'Locations whose valid publication ends by the next 30 June.',
    denominator: sites,
    unit: 'sites',
    counts: 'day',
    source: lists,
    leftOut: 'Locations without a valid publication: M2 has them.',
    headline: { value: 'expiring', of: 'locations' },
    figures: [
      { key: 'expiring', words: 'Expiring' },
      { key: 'locations', words: 'Locations' },
    ],
  },
];
