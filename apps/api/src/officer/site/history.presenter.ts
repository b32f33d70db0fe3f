import type { SiteEvent } from '@app/providers';
import { actorInWords } from '../case/case-view';
import { fieldWords, valueInWords } from '../words/register-words';
import { dayInLondon, dayWords } from '../words/when';

/** One moment in the history of a site's record, in words. */
export interface HistoryLine {
  when: string;
  what: string;
  importHref: string | null;
  changes: string[];
}

export function presentHistory(
  events: readonly SiteEvent[],
  officers: ReadonlyMap<string, string>,
): HistoryLine[] {
  return events.map((event) => {
    const who = actorInWords(event.by, officers);
    const when = dayInLondon(event.at);
    if (event.what === 'corrected')
      return {
        when,
        what: `${who} put a value right: ${event.reason}`,
        importHref: null,
        changes: [changeWords(event)],
      };
    const day = event.asOf ? `, as of ${dayWords(event.asOf)}` : '';
    return {
      when,
      what: `${event.what === 'created' ? 'First known from' : 'Changed by'} the file ${event.fileName}${day}`,
      importHref: `/imports/${event.importId}`,
      changes: event.changes.map(changeWords),
    };
  });
}

const changeWords = ({ field, from, to }: { field: string; from: unknown; to: unknown }): string =>
  `${fieldWords(field)}: ${valueInWords(to, field)}, before that ${valueInWords(from, field)}`;
