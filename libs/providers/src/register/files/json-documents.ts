import { FileRefused, type ImportKind } from '../import-result';
import type { Document, DocumentVariant } from '../reading/variant';
import { otherKind } from './find-header';
import { JsonCutter, JsonSurvey, notJson } from './json-cutter';
import type { ReadingNotes } from './reading-notes';

/** A piece of JSON, or a calendar's text, with the name of the file it is from. */
export interface Unit {
  name: string;
  content: unknown;
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
    for (const document of cutter.add(piece)) yield { name, content: parsed(name, document) };
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

/**
 * Finds the variant of the first unit that one knows, and with it the documents of all units. Units
 * that it does not know are counted, set aside and told.
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
  let place = 0;
  for (;;) {
    const next = await units.next();
    if (next.done) throw unknown();
    for (const variant of inTurn) {
      const first = unwrapped(next.value.content, variant);
      if (first.length === 0) continue;
      if (kind !== 'any' && variant.kind !== kind) throw otherKind(variant);
      return { variant, all: all(variant, next.value, first) };
    }
    setAside(next.value);
  }

  async function* all(variant: DocumentVariant, unit: Unit, first: unknown[]) {
    for (const content of first) yield { name: unit.name, place: ++place, content };
    for await (const { name, content } of units) {
      const found = unwrapped(content, variant);
      if (found.length === 0) setAside({ name, content });
      for (const each of found) yield { name, place: ++place, content: each };
    }
  }

  function setAside({ name }: Unit): void {
    notes.countRow();
    notes.countSetAside();
    notes.note({
      row: ++place,
      column: null,
      code: 'not-recognised',
      message: `“${name}” holds no record of a kind that is known; take it out if it does not belong here.`,
    });
  }
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
