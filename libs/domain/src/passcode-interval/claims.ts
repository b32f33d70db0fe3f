/** What one fact says of the day a passcode was issued. Europe/London days, both included. */
export interface Claim {
  by: 'issue' | 'use' | 'arrival' | 'request';
  /** The day of the fact itself. */
  on: string;
  /** Null: it says nothing of how early. */
  from: string | null;
  to: string;
}

/** The claims that cannot both be right. */
export interface Contradicting {
  trusted: Claim;
  other: Claim;
}

/**
 * The days on which all claims agree. A claim that leaves no day over is set aside, and the one it
 * contradicts is named.
 * @param claims the most to be trusted first; the last one says how early
 */
export function narrow(claims: readonly Claim[]): {
  range: { from: string; to: string };
  against: Contradicting | null;
} {
  let from: string | null = null;
  let to = '9999-12-31';
  const kept: Claim[] = [];
  let against: Contradicting | null = null;
  for (const claim of claims) {
    const trusted = kept.find((k) => areApart(k, claim));
    if (trusted) {
      against ??= { trusted, other: claim };
      continue;
    }
    kept.push(claim);
    if (claim.from !== null && claim.from > (from ?? '')) from = claim.from;
    if (claim.to < to) to = claim.to;
  }
  return { range: { from: from ?? to, to }, against };
}

const areApart = (a: Claim, b: Claim): boolean => (a.from ?? '') > b.to || (b.from ?? '') > a.to;
