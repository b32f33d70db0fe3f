/** A council reorganised: what counted under one name counts under another from a day on. */
export interface AuthorityChange {
  from: string;
  to: string;
  /** The first Europe/London day under the new name, `YYYY-MM-DD`. */
  effectiveOn: string;
}

/** The register came to say another authority of a site. */
export interface AuthorityTold {
  from: string | null;
  to: string | null;
  /** The day the file speaks of, `YYYY-MM-DD`. */
  on: string;
}

/** What the register says of the authority of one site. */
export interface KnownAuthority {
  now: string | null;
  /** Oldest first. */
  told: readonly AuthorityTold[];
}

/**
 * The local authority a site counts under on a day (domain rules, section 9 and case 61): what the
 * register said by then. A recorded reorganisation goes by its own day, whether the register is
 * ahead of it or lags behind; a council that was split cannot be followed before the register says
 * which part a site came to.
 */
export function authorityOn(
  day: string,
  { now, told }: KnownAuthority,
  changes: readonly AuthorityChange[],
): string | null {
  let authority = now;
  for (const { from, to, on } of [...told].reverse()) {
    const recorded = changes.find((c) => c.from === from && c.to === to);
    if ((recorded?.effectiveOn ?? on) <= day) break;
    authority = from;
  }
  return followed(authority, changes, day);
}

/** Under the name that came after, step by step, where there is only one that it can be. */
function followed(
  authority: string | null,
  changes: readonly AuthorityChange[],
  day: string,
): string | null {
  const seen = new Set([authority]);
  for (let name = authority; ; ) {
    const after = changes.filter((c) => c.from === name);
    const [only] = after;
    if (after.length !== 1 || !only || only.effectiveOn > day || seen.has(only.to)) return name;
    seen.add(only.to);
    name = only.to;
  }
}
