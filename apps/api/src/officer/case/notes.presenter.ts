import { momentWords } from '../words/when';
import { actorInWords, type CaseView } from './case-view';

export interface NoteCard {
  id: string;
  text: string;
  when: string;
  by: string;
}

/** The notes of a case, and the search among them once there are many. */
export interface NotesPanel {
  notes: NoteCard[];
  /** How many there are, found or not. */
  all: number;
  /** What was looked for; empty when nothing. */
  sought: string;
  /** Whether there are enough of them to be searched. */
  searchable: boolean;
  /** Where those that are not shown stand; null when all are shown. */
  moreHref: string | null;
}

/** Above so many a search stands over them. */
const fewNotes = 20;

/** So many are shown; the rest stands in the timeline. */
const shown = 5;

/** @param sought words that have to be in a note, whatever their case */
export function presentNotes(view: CaseView, sought: string): NotesPanel {
  const notes = view.facts
    .filter(({ type, retractedBy }) => type === 'note-added' && retractedBy === null)
    .reverse();
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = notes.filter(({ details }) =>
    words.every((word) => details.text?.toLowerCase().includes(word)),
  );
  const most = words.length > 0 ? fewNotes : shown;
  return {
    notes: found.slice(0, most).map((note) => ({
      id: note.id,
      text: note.details.text ?? '',
      when: momentWords(note.at ?? note.recordedAt),
      by: actorInWords(note.recordedBy, view.officers),
    })),
    all: notes.length,
    sought,
    searchable: notes.length > fewNotes,
    moreHref: found.length > most ? `/cases/${view.case.id}?kind=notes#timeline` : null,
  };
}
