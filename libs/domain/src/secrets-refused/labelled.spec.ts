import { heldOut } from '../../../../test/secrets-labelled/held-out';
import { judge, type LabelledTexts } from '../../../../test/secrets-labelled/labelled';
import { tuned } from '../../../../test/secrets-labelled/tuned';
import { findSecret } from './find-secret';

/** Set before the first measurement. */
const bounds = {
  tuned: { recall: 0.98, alarms: 0.01 },
  'held out': { recall: 0.9, alarms: 0.03 },
};

const share = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;

describe('the recogniser of secrets, on texts sorted by hand', () => {
  it.each<[keyof typeof bounds, LabelledTexts]>([
    ['tuned', tuned],
    ['held out', heldOut],
  ])('finds nearly all and raises hardly any false alarm: %s', (name, set) => {
    const found = judge(set, (text, bare) => findSecret(text, { bare }) !== null);
    console.info(
      `secrets, ${name}: found ${found.found} of ${found.holding} (${share(found.found, found.holding)}); ` +
        `false alarms ${found.alarms} of ${found.fine} (${share(found.alarms, found.fine)})`,
    );
    expect(found.found / found.holding).toBeGreaterThanOrEqual(bounds[name].recall);
    expect(found.alarms / found.fine).toBeLessThanOrEqual(bounds[name].alarms);
  });

  it('is judged on enough, half of it fine', () => {
    const sets = [tuned, heldOut].map((set) => judge(set, () => true));
    const holding = sets.reduce((sum, set) => sum + set.holding, 0);
    const fine = sets.reduce((sum, set) => sum + set.fine, 0);
    expect(holding + fine).toBeGreaterThanOrEqual(400);
    expect(Math.min(holding, fine) / (holding + fine)).toBeGreaterThan(0.4);
  });

  it('names the kind', () => {
    for (const [kind, texts] of Object.entries(tuned.holding)) {
      const kinds = texts.map((text) => findSecret(text)?.kind);
      // "One-time password is 482133" may go by either name: both are refused alike.
      expect(kinds.filter((one) => one === kind).length / texts.length).toBeGreaterThan(0.9);
    }
  });
});
