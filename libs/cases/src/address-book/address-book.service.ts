import { type AddressSilence, type Asker, BadInput } from '@app/domain';
import {
  addressKey,
  addressStandings,
  hearAgain,
  type LastingSilence,
  lastingSilences,
  noteAway,
  silenceAddress,
  type ToldHow,
} from '@app/letters';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';

/** What is noted of one address. */
export interface AddressNote {
  /** By which it is recognised, in hex. */
  key: string;
  /** What lasts, the newest first. */
  silences: readonly LastingSilence[];
  awayUntil: Temporal.Instant | null;
}

/** What an officer was told of an address. */
export interface ToldOfAddress {
  why: AddressSilence;
  /** When they asked, or it was found out. */
  since: Temporal.Instant;
  asker?: Asker;
  how?: ToldHow;
}

const keyShape = /^[0-9a-f]{64}$/;

/** Who is not written to, whatever case their address stands in. */
@Injectable()
export class AddressBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** What is noted of these addresses, in their order. */
  async notes(addresses: readonly string[]): Promise<AddressNote[]> {
    const keys = addresses.map((address) => this.keyOf(address));
    const silences = await lastingSilences(this.db, keys);
    const standings = await addressStandings(this.db, keys);
    return keys.map((bytes) => {
      const key = bytes.toString('hex');
      const awayUntil = standings.get(key)?.awayUntil ?? null;
      return { key, silences: silences.get(key) ?? [], awayUntil };
    });
  }

  /** Writes no more to an address, and withdraws what has not gone. */
  async silence(address: string, told: ToldOfAddress, actor: string): Promise<void> {
    const now = this.clock.now();
    const key = this.keyOf(address);
    await this.db.transaction((tx) => silenceAddress(tx, { key, ...told, by: actor }, now));
  }

  /**
   * Writes to an address again. What went by meanwhile is not sent.
   * @param key in hex
   * @throws BadInput when that is no key
   */
  async hearAgain(key: string, why: AddressSilence, actor: string): Promise<void> {
    const bytes = bytesOf(key);
    const now = this.clock.now();
    await this.db.transaction((tx) => hearAgain(tx, { key: bytes, why, by: actor }, now));
  }

  /** Whoever reads it is back. @throws BadInput when that is no key */
  async back(key: string): Promise<void> {
    await noteAway(this.db, bytesOf(key), null, this.clock.now());
  }

  private keyOf(address: string): Buffer {
    return addressKey(this.settings.confidential.sealer, address);
  }
}

function bytesOf(key: string): Buffer {
  if (!keyShape.test(key))
    throw new BadInput('no-such-address', 'That is no address of ours; choose it from its page.');
  return Buffer.from(key, 'hex');
}
