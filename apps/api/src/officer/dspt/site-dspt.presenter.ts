import { type DsptGateWarning, type DsptReason, type DsptStanding } from '@app/domain';
import type { PastInclusion } from '@app/dspt';
import { actorInWords } from '../case/case-view';
import { withStop } from '../words/full-stop';
import { dayInLondon, dayWords } from '../words/when';
import { eligibleWords, entryWords } from './dspt-words';

/** How a site stands, as its own page and those of its cases show it in short. */
export interface DsptSection {
  headline: string;
  /** Why: the decisive sentence. */
  why: string;
  alerts: string[];
  /** The day of the list, in words; null when none has been imported. */
  listDay: string | null;
  href: string;
}

/** A line of what is known. */
export interface DsptLine {
  key: string;
  value: string;
  hint: string | null;
}

/** Everything on the DSPT of a site. */
export interface SiteDsptPage {
  section: 'sites';
  locationId: string;
  site: string;
  headline: string;
  reasons: string[];
  alerts: string[];
  lines: DsptLine[];
  inclusionHref: string;
  /** What the link to recording it says. */
  inclusionText: string;
  history: { when: string; status: string; whose: string; code: string }[];
  /** What people said before, newest first. */
  said: { what: string; who: string; why: string }[];
  listDay: string | null;
}

export type OfficerNames = ReadonlyMap<string, string>;

export const siteDsptHref = (locationId: string): string =>
  `/sites/${encodeURIComponent(locationId)}/dspt`;

const sentences = (reasons: readonly DsptReason[]): string[] => reasons.map((r) => r.sentence);

export function presentDsptSection(locationId: string, standing: DsptStanding): DsptSection {
  return {
    headline: eligibleWords(standing.eligible, standing.validTo),
    why: standing.reasons[0]?.sentence ?? '',
    alerts: sentences(standing.alerts),
    listDay: standing.listDay && dayWords(standing.listDay),
    href: siteDsptHref(locationId),
  };
}

/** What an officer should know before the application of an open case leaves. */
export interface DsptOnCase extends DsptSection {
  warnings: { sentence: string; recordHref: string | null }[];
}

export function presentDsptOnCase(
  caseId: string,
  locationId: string,
  standing: DsptStanding,
  warnings: readonly DsptGateWarning[],
): DsptOnCase {
  return {
    ...presentDsptSection(locationId, standing),
    warnings: warnings.map(({ sentence, todo }) => ({
      sentence,
      recordHref: todo === 'record' ? `/cases/${caseId}/record/dspt-published` : null,
    })),
  };
}

export function presentSiteDspt(
  site: { locationId: string; name: string },
  standing: DsptStanding,
  said: readonly PastInclusion[],
  officers: OfficerNames,
): SiteDsptPage {
  const { inclusion } = standing;
  return {
    section: 'sites',
    locationId: site.locationId,
    site: site.name,
    headline: eligibleWords(standing.eligible, standing.validTo),
    reasons: sentences(standing.reasons),
    alerts: sentences(standing.alerts),
    lines: [ownLine(standing), headquartersLine(standing), inclusionLine(standing, officers)],
    inclusionHref: `${siteDsptHref(site.locationId)}/inclusion`,
    inclusionText: inclusion
      ? 'Change what headquarters said'
      : 'Record whether headquarters include it',
    history: standing.history.map(({ entry, whose }) => ({
      when: entry.publishedOn === null ? '' : dayWords(entry.publishedOn),
      status: entry.statusText,
      whose: whose === 'own' ? 'Its own' : 'Headquarters’',
      code: entry.code,
    })),
    said: said.map((one) => ({
      what: `${inclusionWords(one)}${one.endedAt === null ? '' : ` Ended on ${dayInLondon(one.endedAt)} by ${actorInWords(one.endedBy ?? '', officers)}.`}`,
      who: `${actorInWords(one.saidBy, officers)}, ${dayInLondon(one.saidAt)}`,
      why: withStop(one.reason),
    })),
    listDay: standing.listDay && dayWords(standing.listDay),
  };
}

function ownLine({ codes, own }: DsptStanding): DsptLine {
  const none = codes.isHeadquartersCodeUsed
    ? 'The register has a headquarters’ code in its place'
    : 'No code of its own is known';
  return {
    key: 'Its own',
    value: own ? entryWords(own.entry) : codes.own === null ? none : 'In no list',
    hint: codes.own && `Under ${codes.own}.`,
  };
}

function headquartersLine({ codes, headquarters }: DsptStanding): DsptLine {
  const { headquarters: code } = codes;
  return {
    key: 'Headquarters’',
    value: headquarters
      ? entryWords(headquarters.entry)
      : code === null
        ? 'Their code is not known'
        : 'In no list',
    hint: code && `Under ${code}.`,
  };
}

function inclusionLine({ inclusion }: DsptStanding, officers: OfficerNames): DsptLine {
  if (!inclusion)
    return {
      key: 'Does theirs include this site?',
      value: 'Not known',
      hint: 'It is never taken for granted: headquarters have to say it.',
    };
  return {
    key: 'Does theirs include this site?',
    value: inclusion.included ? 'Yes' : 'No',
    hint: `${withStop(inclusion.reason)} Recorded by ${actorInWords(inclusion.saidBy, officers)}, ${dayInLondon(inclusion.saidAt)}.`,
  };
}

const inclusionWords = ({ included, headquartersCode }: PastInclusion): string =>
  included
    ? `Headquarters (${headquartersCode}) include it.`
    : `Headquarters (${headquartersCode}) leave it out.`;
