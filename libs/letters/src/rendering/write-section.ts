import type { Setting } from '../kinds/letter-kind';
import { letterKind } from '../kinds/letter-kinds';
import { commonConditions, commonFields } from '../kinds/common-fields';
import { fillLine, fillParagraphs, type Values } from '../wording/fill';
import { nameOf } from '../wording/wording-text';
import type { LetterInput, LetterSection } from './letter-input';
import { plain, type Section } from './section';
import { name } from './words';
import { oneLine } from '@app/platform';

/** One matter in the words of its wording. */
export function writeSection(
  { part, home, officer, answerUrl }: LetterSection,
  { recipientName: reader, association, wording }: LetterInput,
): Section {
  const kind = letterKind(part.kind);
  const setting: Setting = {
    home: name(home.name),
    officer: { name: name(officer.name), email: oneLine(officer.email) },
    association: name(association),
    reader,
    hasLink: answerUrl !== null,
  };
  const all = { ...commonFields, ...kind.fields };
  const conditions = Object.entries({ ...commonConditions, ...kind.conditions });
  const values: Values = {
    fields: named(Object.entries(all).map(([key, field]) => [key, field.value(part, setting)])),
    conditions: new Set(
      conditions.filter(([, { holds }]) => holds(part, setting)).map(([key]) => nameOf(key)),
    ),
    each: (kind.each?.values(part, setting) ?? []).map((item) => named(Object.entries(item))),
    eachFields: new Set(Object.keys(kind.each?.fields ?? {}).map(nameOf)),
    manyLines: new Set(
      Object.entries(all)
        .filter(([, { manyLines }]) => manyLines)
        .map(([key]) => nameOf(key)),
    ),
  };
  const words = wording(part.kind);
  return {
    // It becomes a header: whatever it is made of, it is one line.
    subject: oneLine(plain(fillLine(words.subject, values))),
    heading: plain(fillLine(words.heading, values)),
    news: fillParagraphs(words.news, values),
    action: fillLine(words.action, values),
    button:
      answerUrl === null ? null : { text: plain(fillLine(words.button, values)), url: answerUrl },
    buttonIsAnotherWay: kind.button === 'another-way',
    more: fillParagraphs(words.more, values),
    cause: kind.cause(part),
  };
}

const named = (entries: readonly (readonly [string, string])[]): Map<string, string> =>
  new Map(entries.map(([key, value]) => [nameOf(key), value]));
