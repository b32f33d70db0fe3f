import { type ImportJob, type ImportResult, variantTitle } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { kindWords } from '../words/register-words';
import { dayWords, exactly, momentWords } from '../words/when';
import { aboutHolidays } from './holidays.presenter';
import { changesHref } from './which-changes';
import { type CountLine, countLines, isNothingNew, rowsInWords } from './counts.presenter';

/** How far a file has come. */
export interface ProgressWords {
  state: ImportJob['state'];
  /** “Reading the file: 12 of 24 MB” */
  words: string;
  /** 0 to 100; null while nobody can say. */
  percent: number | null;
}

/** A file on its way in, as its page shows it. */
export interface JobPage {
  file: string;
  caption: string;
  href: string;
  /** Which part of the page belongs to its state. */
  stage: 'moving' | 'previewed' | 'refused' | 'cancelled' | 'done';
  progress: ProgressWords;
  stopping: boolean;
  refusal: string | null;
  preview: PreviewWords | null;
  /** Where what is missing from the file is listed. */
  goneHref: string;
}

/** What a file would do, in words. */
interface PreviewWords {
  rows: string;
  about: string[];
  counts: CountLine[];
  nothingNew: boolean;
  /** What is missing compared with the last file; null when it is not far smaller. */
  fewer: string | null;
}

/** After so long without a worker somebody should look whether one runs. */
const waitsLongSeconds = 60;

export function presentJob(job: ImportJob, now: Temporal.Instant): JobPage {
  const { state, result } = job;
  return {
    file: job.fileName,
    caption: `${kindName(job.kind)}, given ${momentWords(job.askedAt)}`,
    href: jobHref(job.id),
    stage: stageOf(state),
    progress: presentProgress(job, now),
    stopping: job.cancelAsked,
    refusal: state === 'refused' ? (result?.refused?.message ?? 'The file was refused.') : null,
    preview: result && !result.refused ? previewWords(job, result) : null,
    goneHref: changesHref(jobHref(job.id), { showing: 'gone', q: '', cursor: '' }),
  };
}

export const jobHref = (id: string): string => `/imports/jobs/${id}`;

export const kindName = (kind: string): string =>
  (kindWords as Readonly<Record<string, string>>)[kind] ?? 'Of no kind yet';

function stageOf(state: ImportJob['state']): JobPage['stage'] {
  switch (state) {
    case 'previewed':
    case 'refused':
    case 'cancelled':
    case 'done':
      return state;
    default:
      return 'moving';
  }
}

/** For the page, and for the script that keeps it up to date. */
export function presentProgress(job: ImportJob, now: Temporal.Instant): ProgressWords {
  const { state } = job;
  return { state, words: progressWords(job, now), percent: percentOf(job) };
}

function progressWords(job: ImportJob, now: Temporal.Instant): string {
  const { state, cancelAsked } = job;
  if (cancelAsked) return 'It is being stopped. Nothing of it will be kept.';
  if (state === 'waiting' || state === 'accepted') return waitingWords(job, now);
  if (state === 'reading') return `Reading the file${bytesOf(job)}.`;
  if (state === 'importing') return `Bringing it in${bytesOf(job)}.`;
  return '';
}

function waitingWords({ state, askedAt }: ImportJob, now: Temporal.Instant): string {
  const seconds = Temporal.Instant.from(askedAt).until(now).total('seconds');
  if (state === 'waiting' && seconds > waitsLongSeconds)
    return 'It still waits to be read. If this stays so, ask whoever looks after the server whether the worker runs.';
  return state === 'waiting' ? 'It waits to be read.' : 'It waits to be brought in.';
}

function percentOf({ progress, state }: ImportJob): number | null {
  const { doneBytes = 0, allBytes = 0 } = progress;
  if ((state !== 'reading' && state !== 'importing') || allBytes === 0) return null;
  return Math.min(100, Math.floor((100 * doneBytes) / allBytes));
}

function bytesOf({ progress }: ImportJob): string {
  const { doneBytes = 0, allBytes = 0 } = progress;
  if (allBytes === 0) return '';
  if (doneBytes >= allBytes) return ': all of it is read, now it is compared with the register';
  return `: ${megabytes(doneBytes)} of ${megabytes(allBytes)} MB`;
}

const megabytes = (bytes: number): string =>
  (bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 });

function previewWords(job: ImportJob, result: ImportResult): PreviewWords {
  const { fewer } = result;
  return {
    rows: rowsInWords(result, false),
    about: [...aboutFile(result, job.givenAsOf !== null), ...aboutHolidays(result, false)],
    counts: countLines(result),
    nothingNew: isNothingNew(result),
    fewer: fewer
      ? `The file holds ${number(fewer.now)}, where the last one (${fewer.file}) held ${number(fewer.before)}.`
      : null,
  };
}

const number = (n: number): string => n.toLocaleString('en-GB');

/**
 * What it was recognised as, the day of its data, and what was left as it is.
 * @param given whether a person said which day its data are of
 */
export function aboutFile(result: ImportResult, given: boolean): string[] {
  const { variant, asOf, older = 0, asked = 0 } = result;
  const title = variantTitle(variant);
  return [
    ...(title ? [`Recognised as: ${title}.`] : []),
    ...(asOf ? [`Its data are of ${dayWords(asOf)}${given ? ', as you said' : ''}.`] : []),
    ...(older > 0
      ? [
          `${exactly(older, 'value')} of it ${older === 1 ? 'is' : 'are'} left out, because a later file said otherwise.`,
        ]
      : []),
    ...(asked > 0
      ? [
          `It contradicts ${exactly(asked, 'correction')} made by hand: those stay, and you are asked about them.`,
        ]
      : []),
  ];
}
