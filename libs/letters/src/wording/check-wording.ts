import { commonConditions, commonFields } from '../kinds/common-fields';
import type { AnyLetterKind } from '../kinds/letter-kind';
import { letterKind } from '../kinds/letter-kinds';
import type { LetterKind } from '../rendering/letter-part';
import { renderLetter } from '../rendering/render-letter';
import { plain } from '../rendering/section';
import { asksForSecret } from './asks-for-secret';
import { fieldsIn, fillLine } from './fill';
import { type Place, placesOf } from './places';
import { sampleLetter, samplesOf } from './sample-letter';
import type { Wording } from './wording';
import { nameOf, type Piece, readText } from './wording-text';

export interface WordingProblem {
  /** JSON pointer into the wording. */
  pointer: string;
  /** One sentence that names the place and says what to do. */
  message: string;
}

/** Longest text of each place, in characters; a subject is kept to one line of a mail program. */
const longest = { subject: 300, heading: 300, button: 60, action: 600, paragraph: 600 };
const mostParagraphs = 10;
const longestSubject = 78;

/** What may be used in a wording of one kind. */
interface Allowed {
  fields: ReadonlyMap<
    string,
    { required: boolean; personal: boolean; each: boolean; many: boolean }
  >;
  conditions: ReadonlySet<string>;
}

/** What keeps a wording from being used; none for a good one. */
export function checkWording(kind: LetterKind, wording: Wording): WordingProblem[] {
  const allowed = allowedOf(letterKind(kind));
  const places = placesOf(wording);
  const ways = waysToHold(letterKind(kind));
  const problems = [
    ...countProblems(wording),
    ...places.flatMap((place) => placeProblems(place, allowed)),
  ];
  // What is empty or missing under some condition is only worth saying of a text that can be read.
  if (problems.length > 0) return problems;
  return [
    ...places.flatMap((place) => silentProblems(place, ways)),
    ...requiredProblems(places, ways, allowed),
    ...subjectProblems(kind, wording),
  ];
}

function allowedOf({ fields, each, conditions }: AnyLetterKind): Allowed {
  const of = (names: object, isEach: boolean) =>
    Object.entries(names).map(
      ([name, { required = false, personal = false, manyLines = false }]) =>
        [nameOf(name), { required, personal, each: isEach, many: manyLines }] as const,
    );
  return {
    fields: new Map([
      ...of({ ...commonFields, ...fields }, false),
      ...of(each?.fields ?? {}, true),
    ]),
    conditions: new Set(Object.keys({ ...commonConditions, ...conditions }).map(nameOf)),
  };
}

function countProblems({ news, more }: Wording): WordingProblem[] {
  return (['news', 'more'] as const).flatMap((key) => {
    const count = { news, more }[key].length;
    return count <= mostParagraphs
      ? []
      : [
          {
            pointer: `/${key}`,
            message: `Use at most ${mostParagraphs} paragraphs; here are ${count}.`,
          },
        ];
  });
}

const isParagraph = ({ pointer }: Place): boolean => /^\/(news|more)/.test(pointer);

function placeProblems(place: Place, allowed: Allowed): WordingProblem[] {
  const { pointer, name, text } = place;
  const problem = (message: string): WordingProblem => ({
    pointer,
    message: `${name}: ${message}`,
  });
  const most = longest[pointer.split('/')[1] as 'subject'] ?? longest.paragraph;
  if (text.trim() === '') return [problem('write something here.')];
  if (Array.from(text).length > most)
    return [problem(`keep it to ${most} characters; it has ${Array.from(text).length}.`)];
  if (!isParagraph(place) && place.pointer !== '/action' && /[\r\n]/.test(text))
    return [problem('put it on one line.')];
  if (/[^\P{C}\n\r\t]|[\u2028\u2029]/u.test(text))
    return [problem('it holds a character that cannot be seen; type it again by hand.')];
  if (asksForSecret(text))
    return [
      problem(
        'it seems to ask for a passcode, a password or another secret, which a letter never does; ask only whether it has come.',
      ),
    ];
  const { pieces, problems } = readText(text);
  return [
    ...problems.map((message) => problem(`${message}.`)),
    ...nameProblems(pieces, place, allowed).map(problem),
  ];
}

function nameProblems(pieces: readonly Piece[], place: Place, allowed: Allowed): string[] {
  const used = [...new Set(fieldsIn(pieces))];
  const unknownFields = used.filter((name) => !allowed.fields.has(name));
  const unknownConditions = conditionsIn(pieces).filter((name) => !allowed.conditions.has(name));
  const personal = used.filter((name) => allowed.fields.get(name)?.personal);
  const perItem = used.filter((name) => allowed.fields.get(name)?.each);
  const many = used.filter((name) => allowed.fields.get(name)?.many);
  return [
    ...unknownFields.map(
      (name) => `there is no field ((${name})) here; use ${listed([...allowed.fields.keys()])}.`,
    ),
    ...unknownConditions.map(
      (name) =>
        `there is no condition ((${name}??…)) here; use ${listed([...allowed.conditions])}, or one of them with "not" before it.`,
    ),
    ...(place.pointer === '/subject'
      ? personal.map(
          (name) => `((${name})) names somebody, and subjects are kept in the clear; take it out.`,
        )
      : []),
    ...(isParagraph(place)
      ? []
      : [...perItem, ...many].map(
          (name) => `((${name})) can stand only in a paragraph of its own kind; move it there.`,
        )),
  ];
}

const conditionsIn = (pieces: readonly Piece[]): string[] => [
  ...new Set(
    pieces.flatMap((p) => ('pieces' in p ? [p.condition, ...conditionsIn(p.pieces)] : [])),
  ),
];

const listed = (names: readonly string[]): string => names.map((name) => `((${name}))`).join(', ');

/** Every way the conditions of a kind may hold. */
function waysToHold({ conditions, exactlyOne }: AnyLetterKind): ReadonlySet<string>[] {
  const names = Object.keys({ ...commonConditions, ...conditions }).map(nameOf);
  const group = (exactlyOne ?? []).map(nameOf);
  return names
    .reduce<string[][]>((ways, name) => ways.flatMap((way) => [way, [...way, name]]), [[]])
    .filter((way) => group.length === 0 || group.filter((name) => way.includes(name)).length === 1)
    .map((way) => new Set(way));
}

/** A line, and an answer to what to do, must be there whichever conditions hold. */
function silentProblems(place: Place, ways: readonly ReadonlySet<string>[]): WordingProblem[] {
  if (isParagraph(place)) return [];
  const { pieces } = readText(place.text);
  const names = conditionsIn(pieces);
  const fields = new Map(fieldsIn(pieces).map((name) => [name, 'x']));
  const silent = ways.find((conditions) => {
    const values = {
      fields,
      conditions,
      each: [],
      eachFields: new Set(''),
      manyLines: new Set(''),
    };
    return plain(fillLine(place.text, values)) === '';
  });
  if (!silent) return [];
  const when = names.map((name) => (silent.has(name) ? name : `not ${name}`)).join(' and ');
  return [
    {
      pointer: place.pointer,
      message: `${place.name}: nothing is left of it when ${when}; write something for that too.`,
    },
  ];
}

function requiredProblems(
  places: readonly Place[],
  ways: readonly ReadonlySet<string>[],
  { fields }: Allowed,
): WordingProblem[] {
  const body = places.filter(({ pointer }) => pointer !== '/subject' && pointer !== '/button');
  const all = body.map(({ text }) => readText(text).pieces);
  const shown = (pieces: readonly Piece[], holding: ReadonlySet<string>): string[] =>
    pieces.flatMap((p) => {
      if ('field' in p) return [p.field];
      if ('pieces' in p) return holding.has(p.condition) === p.not ? [] : shown(p.pieces, holding);
      return [];
    });
  return [...fields]
    .filter(([, { required }]) => required)
    .filter(
      ([name]) => !ways.every((way) => all.some((pieces) => shown(pieces, way).includes(name))),
    )
    .map(([name]) => ({
      pointer: '/news',
      message: `The letter has to say ((${name})) whatever the conditions are; put it into a paragraph, outside of ((…??…)).`,
    }));
}

/** The subject as it would stand in each of the samples. */
function subjectProblems(kind: LetterKind, wording: Wording): WordingProblem[] {
  const subjects = samplesOf(kind).map(
    ({ part }) => renderLetter(sampleLetter(part, () => wording)).subject,
  );
  const longestOne = Math.max(...subjects.map((subject) => Array.from(subject).length));
  if (longestOne <= longestSubject) return [];
  return [
    {
      pointer: '/subject',
      message: `The subject: with its fields filled in it can have ${longestOne} characters; keep it to ${longestSubject}.`,
    },
  ];
}
