import fc from 'fast-check';
import type { ApiHome } from './cqc-records';

/** What a register may do to the homes of a town from one file to the next. */
export const homeDeltas = [
  're-register',
  'merge',
  'split',
  'duplicate',
  'deregister',
  'register-again',
  'sleep',
  'wake',
  'new-owner',
] as const;

/** One of these, and to which homes: numbers are taken as far as there are homes. */
export interface HomeDelta {
  does: (typeof homeDeltas)[number];
  home: number;
  other: number;
  /** CQC relates the records to each other; else only name and place tell. */
  related: boolean;
}

export const homeDelta: fc.Arbitrary<HomeDelta> = fc.record({
  does: fc.constantFrom(...homeDeltas),
  home: fc.nat(20),
  other: fc.nat(20),
  related: fc.boolean(),
});

const usual = {
  dormant: false,
  deregisteredOn: null,
  managers: [],
  predecessors: [],
  successors: [],
} satisfies Partial<ApiHome>;

/** The register of an invented town, as CQC’s API would give it. */
export class HomeTown {
  readonly records = new Map<string, ApiHome>();
  private made = 0;

  constructor(homes: number) {
    for (let n = 0; n < homes; n++) this.add({ registeredOn: '2011-01-10' });
  }

  /** Does what the delta says on that day. @returns the records that are new or have changed */
  apply({ does, home, other, related }: HomeDelta, day: string): ApiHome[] {
    const living = [...this.records.values()].filter((r) => r.deregisteredOn === null);
    const gone = [...this.records.values()].filter((r) => r.deregisteredOn !== null);
    const one = living[home % Math.max(living.length, 1)];
    const two = living[other % Math.max(living.length, 1)];
    const back = gone[home % Math.max(gone.length, 1)];
    if (does === 'register-again') return back ? [this.change(back, { deregisteredOn: null })] : [];
    if (!one || !two) return [];
    const follow = (former: ApiHome[], times: number): ApiHome[] => {
      const ended = former.map((r) => this.change(r, { deregisteredOn: day, dormant: false }));
      const begun = Array.from({ length: times }, () =>
        this.add({
          ...like(former[0] ?? one),
          registeredOn: day,
          predecessors: related ? former.map((r) => relation(r.locationId)) : [],
        }),
      );
      const successors = related ? begun.map((r) => relation(r.locationId)) : [];
      return [...ended.map((r) => this.change(r, { successors })), ...begun];
    };
    switch (does) {
      case 're-register':
        return follow([one], 1);
      case 'merge':
        return follow(one === two ? [one] : [one, two], 1);
      case 'split':
        return follow([one], 2);
      case 'duplicate':
        return [this.add({ ...like(one), providerId: one.providerId, registeredOn: day })];
      case 'deregister':
        return [this.change(one, { deregisteredOn: day, dormant: false })];
      case 'sleep':
        return [this.change(one, { dormant: true })];
      case 'wake':
        return [this.change(one, { dormant: false })];
      case 'new-owner':
        return [this.change(one, { providerId: this.providerId() })];
    }
  }

  private change(record: ApiHome, changed: Partial<ApiHome>): ApiHome {
    const after = { ...(this.records.get(record.locationId) ?? record), ...changed };
    this.records.set(after.locationId, after);
    return after;
  }

  private add(more: Partial<ApiHome> & Pick<ApiHome, 'registeredOn'>): ApiHome {
    this.made += 1;
    const serial = String(this.made).padStart(4, '0');
    const record: ApiHome = {
      ...usual,
      locationId: `1-90000${serial}`,
      providerId: this.providerId(),
      name: `Amber ${letters(this.made)} Lodge`,
      postcode: `LN${this.made} 1AA`,
      street: `${this.made} Mill Lane`,
      phone: `0152200${serial}`,
      odsCode: `VZ${letters(this.made)}`,
      ...more,
    };
    this.records.set(record.locationId, record);
    return record;
  }

  private providerId(): string {
    this.made += 1;
    return `1-80000${String(this.made).padStart(4, '0')}`;
  }
}

const relation = (id: string) => ({ id, reason: 'New Provider' });

const like = ({ name, postcode, street, phone }: ApiHome) => ({ name, postcode, street, phone });

/** Three letters for a number, so that no two homes are called alike. */
const letters = (n: number): string =>
  [676, 26, 1].map((place) => String.fromCharCode(65 + (Math.floor(n / place) % 26))).join('');
