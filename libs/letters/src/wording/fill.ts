import type { Words } from '../rendering/section';
import { type Piece, readText } from './wording-text';

/** What the fields of a wording stand for in one letter, and which conditions hold. */
export interface Values {
  fields: ReadonlyMap<string, string>;
  conditions: ReadonlySet<string>;
  /** A paragraph with one of these fields is written once for each of them. */
  each: readonly ReadonlyMap<string, string>[];
  /** The names of those fields, also when there is nothing to write of. */
  eachFields: ReadonlySet<string>;
  /** Fields whose value may be several paragraphs; a line each. */
  manyLines: ReadonlySet<string>;
}

/**
 * One line of a wording, filled in; it begins with a capital, whichever run of it comes first. What a
 * field holds is never read for brackets or asterisks.
 */
export function fillLine(source: string, values: Values): Words {
  const [first, ...rest] = fill(readText(source).pieces, values.fields, values.conditions);
  if (first === undefined) return [];
  return [typeof first === 'string' ? capital(first) : { bold: capital(first.bold) }, ...rest];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Paragraphs of a wording, filled in; those with nothing left to say are left out. */
export function fillParagraphs(sources: readonly string[], values: Values): Words[] {
  return sources
    .flatMap((source) => paragraphs(readText(source).pieces, values))
    .filter((words) => words.length > 0);
}

function paragraphs(pieces: readonly Piece[], values: Values): Words[] {
  const { fields, conditions, each, eachFields, manyLines } = values;
  const used = fieldsIn(pieces);
  if (used.some((name) => eachFields.has(name)))
    return each.map((item) => fill(pieces, new Map([...fields, ...item]), conditions));
  const long = used.find((name) => manyLines.has(name));
  if (long === undefined) return [fill(pieces, fields, conditions)];
  const lines = (fields.get(long) ?? '').split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.map((line) => fill(pieces, new Map([...fields, [long, line]]), conditions));
}

/** Names of the fields of a text, those under conditions too. */
export const fieldsIn = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((p) => ('pieces' in p ? fieldsIn(p.pieces) : 'field' in p ? [p.field] : []));

function fill(
  pieces: readonly Piece[],
  fields: ReadonlyMap<string, string>,
  conditions: ReadonlySet<string>,
): Words {
  const runs: { text: string; bold: boolean }[] = [];
  /** What the field before this piece ends in; empty after words of the wording itself. */
  let end = '';
  const write = (all: readonly Piece[]): void => {
    for (const piece of all) {
      if ('pieces' in piece) {
        if (conditions.has(piece.condition) !== piece.not) write(piece.pieces);
      } else {
        const text =
          'field' in piece ? (fields.get(piece.field) ?? '') : afterStop(piece.text, end);
        end = 'field' in piece ? text : '';
        const last = runs.at(-1);
        if (last?.bold === piece.bold) last.text += text;
        else runs.push({ text, bold: piece.bold });
      }
    }
  };
  write(pieces);
  return tidy(runs).map(({ text, bold }) => (bold ? { bold: text } : text));
}

/** Somebody's own sentence brings its own stop: the wording does not add another. */
const afterStop = (text: string, end: string): string =>
  /[.?!]["'”’)]?\s*$/.test(end) ? text.replace(/^\.(?=\s|$)/, '') : text;

/** A run that is left out leaves its spaces behind: they are closed up, and none precedes a stop. */
function tidy(runs: readonly { text: string; bold: boolean }[]): typeof runs {
  const tidied: { text: string; bold: boolean }[] = [];
  let before = ' ';
  for (const { text, bold } of runs) {
    let clean = text.replace(/\s+/g, ' ').replace(/ (?=[.,;:!?](?:\s|$))/g, '');
    if (before.endsWith(' ')) clean = clean.replace(/^ /, '');
    const last = tidied.at(-1);
    if (last && /^[.,;:!?](?:\s|$)/.test(clean)) last.text = last.text.replace(/ $/, '');
    if (clean === '') continue;
    tidied.push({ text: clean, bold });
    before = clean;
  }
  const end = tidied.at(-1);
  if (end) end.text = end.text.replace(/ $/, '');
  return tidied.filter(({ text }) => text !== '');
}
