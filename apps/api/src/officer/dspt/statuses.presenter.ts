import { dsptLevelInWords, isGoodEnough } from '@app/domain';
import { knownDsptLevels, type UnknownDsptStatus } from '@app/dspt';
import { actorInWords } from '../case/case-view';
import { dayInLondon, many } from '../words/when';
import type { OfficerNames } from './site-dspt.presenter';

export interface StatusesPage {
  section: 'imports';
  statuses: {
    href: string;
    text: string;
    who: string;
    /** What somebody said it comes to; null while nobody has. */
    level: string | null;
    said: string;
  }[];
}

export function presentStatuses(
  statuses: readonly UnknownDsptStatus[],
  officers: OfficerNames,
): StatusesPage {
  return {
    section: 'imports',
    statuses: statuses.map((status) => ({
      href: `/dspt/statuses/one?${new URLSearchParams({ words: status.words }).toString()}`,
      text: status.texts.join(' · ') || status.words,
      who: whoHasIt(status),
      level: status.level && dsptLevelInWords[status.level],
      said:
        status.classifiedBy && status.classifiedAt
          ? `${actorInWords(status.classifiedBy, officers)}, ${dayInLondon(status.classifiedAt)}`
          : '',
    })),
  };
}

export interface ClassifyPage {
  section: 'imports';
  action: string;
  text: string;
  who: string;
  levels: { value: string; text: string; hint: { text: string }; checked: boolean }[];
}

export function presentClassify(status: UnknownDsptStatus, chosen: string | null): ClassifyPage {
  const present = chosen ?? status.level ?? '';
  const levels = knownDsptLevels.map((level) => ({
    value: level as string,
    text: dsptLevelInWords[level],
    hint: {
      text: isGoodEnough(level)
        ? 'A site with it may apply while its edition is valid.'
        : 'A site with it may not apply.',
    },
  }));
  const unknown = {
    value: 'unknown',
    text: 'Not known any more',
    hint: { text: 'It opens nothing again.' },
  };
  return {
    section: 'imports',
    action: `/dspt/statuses/one?${new URLSearchParams({ words: status.words }).toString()}`,
    text: status.texts.join(' · ') || status.words,
    who: whoHasIt(status),
    levels: [...levels, ...(status.level === null ? [] : [unknown])].map((item) => ({
      ...item,
      checked: item.value === present,
    })),
  };
}

function whoHasIt({ organisations, ours }: UnknownDsptStatus): string {
  if (organisations === 0) return 'No organisation of the newest list has it';
  const all = many(organisations, 'organisation');
  return ours === 0 ? `${all}, none of ours` : `${all}, ${ours} of ours`;
}
