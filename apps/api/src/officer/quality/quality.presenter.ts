import { qualityChecks } from '@app/domain';
import type { QualityReport } from '@app/providers';
import { capital, momentWords } from '../words/when';

export interface QualityPage {
  section: 'imports';
  /** What was looked at, and when; null before the first time. */
  reviewed: string | null;
  upToDate: boolean;
  kinds: { title: string; id: string; lines: QualityLine[] }[];
  /** What no site lacks. */
  fine: string[];
}

interface QualityLine {
  /** “12 sites” */
  count: string;
  title: string;
  advice: string;
  href: string;
}

const kindTitles = { missing: 'Missing', doubtful: 'Doubtful' } as const;

const sites = (count: number): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? 'site' : 'sites'}`;

/** Puts the counts of a report into words. */
export function presentQuality(report: QualityReport): QualityPage {
  const lines = (kind: 'missing' | 'doubtful'): QualityLine[] =>
    qualityChecks
      .filter((check) => check.kind === kind && report.found.has(check.code))
      .map(({ code, title, advice }) => ({
        count: sites(report.found.get(code) ?? 0),
        title: capital(title),
        advice,
        href: `/sites?quality=${code}`,
      }));
  return {
    section: 'imports',
    reviewed:
      report.reviewedAt === null
        ? null
        : `${sites(report.sites)} looked at on ${momentWords(report.reviewedAt)}: those on the register that are ours to help, or of which only a name is known.`,
    upToDate: report.upToDate,
    kinds: (['missing', 'doubtful'] as const)
      .map((kind) => ({ title: kindTitles[kind], id: kind, lines: lines(kind) }))
      .filter((kind) => kind.lines.length > 0),
    fine: qualityChecks
      .filter(({ code }) => !report.found.has(code))
      .map(({ title }) => capital(title)),
  };
}
