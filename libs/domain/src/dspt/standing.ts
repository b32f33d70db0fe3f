import { assess, type DsptReason } from './assess';
import type { CountedDspt, DsptOutcome, DsptShown, DsptStanding, PastDspt } from './dspt-standing';
import { type DsptCodes, dsptCodes, entryOn, type SiteDspt } from './site-dspt';
import { dsptAlerts } from './standing-alerts';

/** What is known when it is decided what counts. */
interface Evidence {
  dspt: SiteDspt;
  codes: DsptCodes;
  own: DsptShown | null;
  headquarters: DsptShown | null;
}

/** What decides: whether eligible, why, and the entry it rests on. */
type Decision = Pick<DsptStanding, 'eligible' | 'reasons' | 'counted'>;

/**
 * How a site stands on a Europe/London day.
 *
 * - Its own current entry counts before its headquarters', good or bad (domain rules, case 24).
 * - Headquarters' publication counts only if a person has recorded that it includes the site: left
 *   out, the site is not eligible (case 23); not known, they are to be asked (case 22).
 * - What cannot be read or was never listed is `unknown`, never `yes` (case 27).
 */
export function dsptStanding(dspt: SiteDspt, day: string): DsptStanding {
  const outcome = dsptOutcome(dspt, day);
  const { codes } = outcome;
  const known = {
    ...outcome,
    history: historyOf(dspt, codes),
    inclusion: codes.isInclusionOfOthers ? null : dspt.inclusion,
    listDay: dspt.listDay,
  };
  return { ...known, alerts: dsptAlerts(known, day) };
}

/** The same without what tells a person about it: for counting tens of thousands of sites. */
export function dsptOutcome(dspt: SiteDspt, day: string): DsptOutcome {
  const codes = dsptCodes(dspt);
  const shown = (code: string | null, whose: 'own' | 'headquarters'): DsptShown | null => {
    const entry = entryOn(dspt, code, day);
    return entry && { entry, verdict: assess(entry, whose, day) };
  };
  const own = shown(codes.own, 'own');
  const headquarters = shown(codes.headquarters, 'headquarters');
  const { eligible, reasons, counted } = decide({ dspt, codes, own, headquarters });
  const verdict = counted?.coverage === 'inherited' ? headquarters : own;
  const validTo = eligible === 'yes' ? (verdict?.verdict.validTo ?? null) : null;
  return { eligible, reasons, counted, validTo, own, headquarters, codes };
}

function decide(evidence: Evidence): Decision {
  const { dspt, own, codes } = evidence;
  if (dspt.listDay === null)
    return undecided(null, [
      {
        code: 'no-dspt-list',
        sentence: 'No DSPT list has been imported yet: import one, or look the site up.',
      },
    ]);
  if (own?.verdict.isCurrent) return { ...countsAs(own, 'own'), reasons: bothShown(evidence) };
  const { inclusion } = dspt;
  if (inclusion === null || codes.isInclusionOfOthers) return notKnownWhetherIncluded(evidence);
  return inclusion.included ? included(evidence) : leftOut(evidence);
}

/** The site's own counts; that of its headquarters is named, since people wonder. */
function bothShown({ own, headquarters }: Evidence): DsptReason[] {
  const reasons = own ? [reasonOf(own)] : [];
  if (!headquarters?.verdict.isCurrent) return reasons;
  return [
    ...reasons,
    {
      code: 'own-counts',
      sentence: `Its headquarters’ entry (${headquarters.entry.code}, “${headquarters.entry.statusText}”) does not count beside the site’s own.`,
    },
  ];
}

function included(evidence: Evidence): Decision {
  const { own, headquarters, codes } = evidence;
  const ownReasons = own ? [reasonOf(own)] : [];
  const word = {
    code: 'included-by-headquarters',
    sentence: `A person recorded that headquarters (${codes.headquarters ?? ''}) published for this site too.`,
  };
  if (!headquarters)
    return undecided(ownCounted(own), [
      {
        code: 'headquarters-not-listed',
        sentence: `Headquarters (${codes.headquarters ?? ''}) are in no DSPT list that was imported: check their code.`,
      },
      word,
      ...ownReasons,
    ]);
  const counted = countsAs(headquarters, 'inherited');
  const isMere = !headquarters.verdict.isCurrent && own !== null;
  return {
    eligible: counted.eligible,
    counted: isMere ? ownCounted(own) : counted.counted,
    reasons: [reasonOf(headquarters), word, ...ownReasons],
  };
}

function leftOut({ own, codes }: Evidence): Decision {
  return {
    eligible: 'no',
    counted: ownCounted(own),
    reasons: [
      {
        code: 'left-out-by-headquarters',
        sentence: `A person recorded that headquarters (${codes.headquarters ?? ''}) did not publish for this site: it needs its own DSPT, or to be included.`,
      },
      ...(own ? [reasonOf(own)] : []),
    ],
  };
}

function notKnownWhetherIncluded({ own, headquarters, codes }: Evidence): Decision {
  const ownReasons = own ? [reasonOf(own)] : [];
  const counted = ownCounted(own);
  if (headquarters && headquarters.verdict.eligible !== 'no')
    return undecided(counted, [
      {
        code: 'ask-headquarters',
        sentence: `Ask headquarters (${headquarters.entry.code}) whether their DSPT includes this site, and record the answer: it is never taken for granted.`,
      },
      reasonOf(headquarters),
      ...ownReasons,
    ]);
  if (headquarters)
    return { eligible: 'no', counted, reasons: [...ownReasons, reasonOf(headquarters)] };
  if (own && own.entry.level !== 'not-individually-registered')
    return { eligible: 'no', counted, reasons: ownReasons };
  return undecided(counted, [whereToLook(codes, own), ...ownReasons]);
}

/** Nothing tells of the site: what would. */
function whereToLook(codes: DsptCodes, own: DsptShown | null): DsptReason {
  if (own)
    return {
      code: 'headquarters-unknown',
      sentence:
        'Find out under which code its headquarters publish, and whether they include this site.',
    };
  if (codes.own === null)
    return {
      code: 'no-ods-code',
      sentence:
        'The register has no ODS code of the site’s own, and lists are joined by code only: find its code.',
    };
  const headquarters =
    codes.headquarters === null
      ? 'its headquarters’ code is not known'
      : `so is its headquarters’, ${codes.headquarters}`;
  return {
    code: 'not-in-list',
    sentence: `${codes.own} is in no DSPT list that was imported, and ${headquarters}: ask under which code they publish.`,
  };
}

const reasonOf = ({ verdict: { code, sentence } }: DsptShown): DsptReason => ({ code, sentence });

const ownCounted = (own: DsptShown | null): CountedDspt | null =>
  own && { entry: own.entry, coverage: 'own' };

const countsAs = (shown: DsptShown, coverage: CountedDspt['coverage']) => ({
  eligible: shown.verdict.eligible,
  counted: { entry: shown.entry, coverage },
});

const undecided = (counted: CountedDspt | null, reasons: readonly DsptReason[]): Decision => ({
  eligible: 'unknown',
  counted,
  reasons,
});

function historyOf(dspt: SiteDspt, { own, headquarters }: DsptCodes): PastDspt[] {
  return dspt.published
    .filter(({ code }) => code === own || code === headquarters)
    .map(
      (entry) =>
        ({ entry, whose: entry.code === own ? ('own' as const) : 'headquarters' }) as PastDspt,
    )
    .sort((a, b) => ((a.entry.publishedOn ?? '') < (b.entry.publishedOn ?? '') ? 1 : -1));
}
