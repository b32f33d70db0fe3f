import { newTotpSecret, totpUri } from '@app/officers';
import { Clock, Sealer } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { encode } from 'uqr';

/** A secret for an authenticator app, as the page that offers it shows it. */
export interface AppOffer {
  /** What comes back with the form: the secret, sealed for this officer. */
  sealed: string;
  /** For typing: base32 in groups of four. */
  key: string;
  /** The same as a QR code: its side in modules, and the dark ones as a path of an SVG. */
  qr: { side: number; path: string };
}

interface Offered {
  secret: string;
  /** ISO 8601 UTC. */
  until: string;
}

const offerMinutes = 30;
/** Light modules around the code, which readers need. */
const margin = 4;

/**
 * Offers secrets to authenticator apps. Nothing is stored before a code has shown that the app has
 * it: until then the secret travels with the form, sealed, for this officer alone.
 */
@Injectable()
export class AppOffers {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** A new one. */
  make(officer: { id: string; email: string }): AppOffer {
    const until = this.clock.now().add({ minutes: offerMinutes }).toString();
    const offered: Offered = { secret: newTotpSecret(), until };
    const sealed = this.sealer.seal(placeOf(officer.id), offered).toString('base64url');
    return show(offered.secret, sealed, officer.email);
  }

  /** The same once more, after a wrong code. */
  again(officer: { id: string; email: string }, sealed: string): AppOffer | null {
    const secret = this.secretIn(officer.id, sealed);
    return secret === null ? null : show(secret, sealed, officer.email);
  }

  /** The secret that was offered; null when it is not one of ours for this officer, or too old. */
  secretIn(officerId: string, sealed: string): string | null {
    if (!/^[\w-]{40,600}$/.test(sealed)) return null;
    try {
      const bytes = Buffer.from(sealed, 'base64url');
      const { secret, until } = this.sealer.open<Offered>(placeOf(officerId), bytes);
      return Temporal.Instant.compare(until, this.clock.now()) > 0 ? secret : null;
    } catch {
      return null;
    }
  }
}

const placeOf = (officerId: string): string => `second-factor-offer:${officerId}`;

function show(secret: string, sealed: string, label: string): AppOffer {
  const { data, size } = encode(totpUri(secret, label), { ecc: 'M', border: margin });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  const key = secret.match(/.{1,4}/g)?.join(' ') ?? secret;
  return { sealed, key, qr: { side: size, path: dark.join('') } };
}
