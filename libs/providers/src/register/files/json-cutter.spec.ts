import fc from 'fast-check';
import { JsonCutter, JsonSurvey } from './json-cutter';

const value = fc.jsonValue({ maxDepth: 3 });
const object = fc.dictionary(fc.string({ maxLength: 5 }), value, { maxKeys: 4 });
const places = fc.array(fc.nat(200), { maxLength: 6 });

function cut(text: string, ends: readonly number[], depth?: number): unknown[] {
  const sorted = [...ends.map((end) => Math.min(end, text.length)), text.length].sort(
    (a, b) => a - b,
  );
  const pieces = sorted.map((end, i) => text.slice(sorted[i - 1] ?? 0, end));
  const survey = new JsonSurvey();
  for (const piece of pieces) survey.add(piece);
  const cutter = new JsonCutter(depth ?? survey.depthOfDocuments());
  return pieces.flatMap((piece) => cutter.add(piece)).map((found) => JSON.parse(found) as unknown);
}

/** As JSON gives it back: −0 is 0 there. */
const asJson = (content: unknown): unknown => JSON.parse(JSON.stringify(content));

it('values one after another are cut apart, wherever the pieces end', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 5 }), places, (objects, ends) => {
      const text = objects.map((each) => JSON.stringify(each, null, 1)).join('\n');
      expect(cut(text, ends)).toEqual(asJson(objects));
    }),
  );
});

it('the records of a listing are cut out of it, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 5 }), object, places, (records, about, ends) => {
      const text = JSON.stringify({ about, none: [1, 'x', []], records });
      expect(cut(text, ends, 2)).toEqual(asJson(records));
    }),
  );
});
