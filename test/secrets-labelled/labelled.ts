import type { SecretKind } from '@app/domain';

/**
 * Texts as an officer or a manager would type them, sorted by hand: those that hold a secret, by
 * its kind, and those that only sound like it. All of them are invented; no code, password or
 * number is anybody's.
 */
export interface LabelledTexts {
  holding: Readonly<Record<SecretKind, readonly string[]>>;
  /** Hold nothing that must not be kept. */
  fine: readonly string[];
  /** All that stands in a box for a note. */
  bare: { holding: readonly string[]; fine: readonly string[] };
}

/** How a set was judged. */
export interface Judged {
  holding: number;
  found: number;
  fine: number;
  alarms: number;
  /** Texts judged wrongly, for whoever looks into it. */
  missed: string[];
  falseAlarms: string[];
}

export function judge(
  { holding, fine, bare }: LabelledTexts,
  isSecret: (text: string, bare: boolean) => boolean,
): Judged {
  const yes = [
    ...Object.values(holding).flatMap((texts) => texts.map((text) => ({ text, bare: false }))),
    ...bare.holding.map((text) => ({ text, bare: true })),
  ];
  const no = [
    ...fine.map((text) => ({ text, bare: false })),
    // What is fine in a sentence must be fine as a whole note, too.
    ...fine.map((text) => ({ text, bare: true })),
    ...bare.fine.map((text) => ({ text, bare: true })),
  ];
  const missed = yes.filter((one) => !isSecret(one.text, one.bare)).map(({ text }) => text);
  const falseAlarms = [
    ...new Set(no.filter((one) => isSecret(one.text, one.bare)).map(({ text }) => text)),
  ];
  const fineTexts = fine.length + bare.fine.length;
  return {
    holding: yes.length,
    found: yes.length - missed.length,
    fine: fineTexts,
    alarms: falseAlarms.length,
    missed,
    falseAlarms,
  };
}
