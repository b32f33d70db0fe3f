import { FileRefused, type ImportKind } from '../import-result';
import type { Document, DocumentVariant } from '../reading/variant';
import { otherKind } from './find-header';
import { JsonCutter, JsonSurvey, notJson } from './json-cutter';
import type { ReadingNotes } from './reading-notes';

/** A piece of JSON, or a calendar's text, with the name of the file it is from. */
export interface Unit {
  name: string;
  content: unknown;
  /** Characters it was written with. */
  length: number;
}

/**
 * The JSON values of one file: what it is as a whole, the lines of NDJSON, or, of a file too large
 * for that, the records it lists.
 * @param text gives the file from its beginning each time it is called
 * @throws FileRefused when it is no JSON, or made to exhaust its reader
 */
export async function* jsonUnits(
  name: string,
  text: () => AsyncIterable<string>,
): AsyncGenerator<Unit> {
  const survey = new JsonSurvey();
  for await (const piece of text()) survey.add(piece);
  const cutter = new JsonCutter(survey.depthOfDocuments());
  for await (const piece of text())
    for (const document of cutter.add(piece)) {
      yield { name, content: parsed(name, document), length: document.length };
    }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(`“${name}”`);
  }
}

/** Documents whose variant is known. */
export interface KnownDocuments {
  variant: DocumentVariant;
  all: AsyncIterable<Document>;
}

/** A listing may be wrapped: `{"locations":[{"locations":[…]}]}` is four lists and objects deep. */
const deepestUnwrapping = 4;
/** Files looked at, and characters, before it is decided what a folder holds. */
const filesLookedAt = 50;
const charactersLookedAt = 4 * 1024 * 1024;

/**
 * Finds the first variant that knows any of the first units, and with it the documents of all units.
 * Documents that only another variant of its kind knows are given to it too: listings lie beside the
 * records they list. Units that none knows are counted, set aside and told.
 * @param kind whose variants come first when several know a document
 * @throws FileRefused when there is none, or it is of another kind
 */
export async function knownDocuments(
  units: AsyncGenerator<Unit>,
  variants: readonly DocumentVariant[],
  kind: ImportKind | 'any',
  notes: ReadingNotes,
): Promise<KnownDocuments> {
  const inTurn = [...variants].sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
  const first = await firstUnits(units);
  const variant = inTurn.find((v) => first.some(({ content }) => unwrapped(content, v).length > 0));
  if (!variant) throw unknown();
  if (kind !== 'any' && variant.kind !== kind) throw otherKind(variant);
  const family = [variant, ...inTurn.filter((v) => v !== variant && v.kind === variant.kind)];
  return { variant, all: documentsIn(first, units, family, notes) };
}

async function firstUnits(units: AsyncGenerator<Unit>): Promise<Unit[]> {
  const first: Unit[] = [];
  let characters = 0;
  while (first.length < filesLookedAt && characters < charactersLookedAt) {
    const next = await units.next();
    if (next.done) break;
    first.push(next.value);
    characters += next.value.length;
  }
  return first;
}

async function* documentsIn(
  first: Unit[],
  others: AsyncGenerator<Unit>,
  family: readonly DocumentVariant[],
  notes: ReadingNotes,
): AsyncGenerator<Document> {
  let place = 0;
  const known = ({ name, content }: Unit): Document[] => {
    for (const variant of family) {
      const found = unwrapped(content, variant);
      if (found.length > 0) return found.map((each) => ({ name, place: ++place, content: each }));
    }
    setAside(name, ++place, notes);
    return [];
  };
  for (let unit = first.shift(); unit; unit = first.shift()) yield* known(unit);
  for await (const unit of others) yield* known(unit);
}

function setAside(name: string, place: number, notes: ReadingNotes): void {
  notes.countRow();
  notes.countSetAside();
  notes.note({
    row: place,
    column: null,
    code: 'not-recognised',
    message: `“${name}” holds no record of a kind that is known; take it out if it does not belong here.`,
  });
}

/** The document itself, or those that lie in its lists, where the variant first knows any. */
function unwrapped(content: unknown, variant: DocumentVariant): unknown[] {
  let level: unknown[] = [content];
  for (let depth = 0; depth <= deepestUnwrapping && level.length > 0; depth++) {
    const known = level.filter((each) => variant.recognise(each));
    if (known.length > 0) return known;
    level = level.flatMap(listed);
  }
  return [];
}

function listed(content: unknown): unknown[] {
  if (typeof content !== 'object' || content === null) return [];
  const lists = Array.isArray(content) ? [content] : Object.values(content).filter(Array.isArray);
  return lists.flat().filter((each) => typeof each === 'object' && each !== null);
}

const unknown = (): FileRefused =>
  new FileRefused(
    'unknown-json',
    'The JSON holds no record of a kind that is known: CQC locations and providers, ODS organisations or bank holidays.',
  );

/** A calendar of ten years' holidays has 30,000. */
const longestText = 1024 * 1024;

/**
 * A text that is one document as it is.
 * @throws FileRefused when it is longer than any calendar
 */
export async function* wholeText(
  name: string,
  pieces: AsyncIterable<string>,
): AsyncGenerator<Unit> {
  let content = '';
  for await (const piece of pieces) {
    content += piece;
    if (content.length > longestText)
      throw new FileRefused(
        'document-too-large',
        'The calendar has more than a million characters; check that it is the right one.',
      );
  }
  yield { name, content, length: content.length };
}
