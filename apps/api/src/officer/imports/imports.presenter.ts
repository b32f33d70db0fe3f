import type { Freshness } from '@app/domain';
import {
  type ImportJob,
  importKinds,
  type ListedImport,
  type ServiceStanding,
  variantTitle,
} from '@app/providers';
import type { Temporal } from 'temporal-polyfill';
import { dayItems, type TypedDay } from '../forms/day-field';
import { errorList, errorOf, type FormProblem } from '../forms/form';
import type { Names } from '../policy/policy.presenter';
import { kindWords } from '../words/register-words';
import { capital, dayWords, exactly, momentWords } from '../words/when';
import { countsInWords } from './counts.presenter';
import { jobHref, kindName, presentProgress } from './job.presenter';

/** What was filled in on the form. */
export interface Filled {
  /** `any` or one of the kinds. */
  kind: string;
  asOf: TypedDay;
  problems: readonly FormProblem[];
}

/** Nothing yet: the program finds out what a file is. */
export const emptyForm: Filled = {
  kind: 'any',
  asOf: { day: '', month: '', year: '' },
  problems: [],
};

/** The form as the kit's macros take it. */
export function presentForm({ kind, asOf, problems }: Filled) {
  return {
    hasErrors: problems.length > 0,
    errors: errorList(problems),
    fileError: errorOf(problems, 'file'),
    kinds: [
      { value: 'any', text: 'Let Caseload find out', checked: kind === 'any' },
      ...importKinds.map((value) => ({
        value,
        text: kindWords[value],
        hint: { text: kindHints[value] },
        checked: kind === value,
      })),
    ],
    asOf: dayItems(
      asOf,
      problems.find(({ field }) => field === 'asOf-day'),
    ),
    kindChosen: kind !== 'any',
    dayGiven: Object.values(asOf).some((part) => part !== ''),
  };
}

const kindHints: Readonly<Record<(typeof importKinds)[number], string>> = {
  cqc: 'Any list of locations from cqc.org.uk: latest ratings, directory, search results, active locations, or recorded answers of its service.',
  dspt: 'The search results of dsptoolkit.nhs.uk.',
  ods: 'Codes of organisations: a table of CQC location IDs and ODS codes, or records of the ODS service.',
  'line-by-line': 'What the programme keeps for each home, a row a home.',
  'bank-holidays': 'From GOV.UK, as JSON or as a calendar file.',
};

/** One import in the list. */
interface RunLine {
  href: string;
  file: string;
  kind: string;
  about: string;
  when: string;
  did: string;
  undone: string | null;
}

export function presentRun(run: ListedImport, names: Names): RunLine {
  const { quarantined, undoneAt, undoneBy } = run;
  const aside =
    quarantined > 0
      ? `; ${exactly(quarantined, 'row')} ${run.kind === 'dspt' ? 'of no site of the register' : 'set aside'}`
      : '';
  return {
    href: `/imports/${run.id}`,
    file: run.fileName,
    kind: capital(variantTitle(run.variant ?? undefined) ?? kindName(run.kind)),
    about: run.asOf ? `Data of ${dayWords(run.asOf)}` : '',
    when: `${momentWords(run.importedAt)}, ${byWhom(run.importedBy, names)}`,
    did: `${capital(countsInWords(run))}${aside}`,
    undone: undoneAt
      ? `Taken back on ${momentWords(undoneAt)}, ${byWhom(undoneBy ?? 'system', names)}`
      : null,
  };
}

/** “by Priya Shah”, “from the command line”, “by Caseload itself”. */
export function byWhom(actor: string, names: Names): string {
  const name = names.get(actor);
  if (name) return `by ${name}`;
  if (actor === 'command line') return 'from the command line';
  return actor.startsWith('officer:') ? 'by a former officer' : 'by Caseload itself';
}

/** Files that are not in yet, the newest first. */
export function presentOpenJobs(jobs: readonly ImportJob[], now: Temporal.Instant) {
  return jobs
    .filter(({ state }) => state !== 'done')
    .map((job) => ({ href: jobHref(job.id), file: job.fileName, note: jobNote(job, now) }));
}

function jobNote(job: ImportJob, now: Temporal.Instant): string {
  const { state } = job;
  if (state === 'previewed') return 'Read: look at what it would change';
  if (state === 'refused') return 'It cannot be taken: see why';
  if (state === 'cancelled') return 'Stopped';
  return presentProgress(job, now).words;
}

/** How old what we hold is, register by register; one never brought in is left out. */
export function presentAges(ages: readonly Freshness[], services: readonly ServiceStanding[]) {
  return ages
    .filter(({ asOf }) => asOf !== null)
    .map((age) => ({
      what: kindWords[age.register],
      day: dayWords(age.asOf ?? ''),
      note: ageWords(age),
      trouble: troubleWords(services.find(({ service }) => service === age.register)),
    }));
}

function ageWords({ days, limit, stale }: Freshness): string {
  if (days === null || days === 0) return 'of today';
  const age = `${exactly(days, 'day')} old`;
  return stale
    ? `${age}: time for a newer file, as it may be ${exactly(limit, 'day')} old at most`
    : age;
}

/** Why the live service could not be read, while that lasts. */
function troubleWords(service: ServiceStanding | undefined): string | null {
  if (!service?.failure || !service.failedAt) return null;
  return `Its service could not be read on ${momentWords(service.failedAt)}: ${service.failure}`;
}
