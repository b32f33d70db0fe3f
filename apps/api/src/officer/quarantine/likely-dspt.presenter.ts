import type { LikelyDsptRow, Page, SiteWithoutStatus } from '@app/providers';
import { unbroken } from '../words/unbroken';

export interface LikelyDsptPage {
  section: 'imports';
  sites: { href: string; name: string; place: string; code: string; rows: string[] }[];
  nothing: string;
  firstHref: string | null;
  nextHref: string | null;
}

const here = '/quarantine/dspt';

export function presentLikelyDspt(
  { items, nextCursor }: Page<SiteWithoutStatus>,
  isLaterPage: boolean,
): LikelyDsptPage {
  return {
    section: 'imports',
    sites: items.map(({ locationId, name, town, postcode, odsCode, likely }) => ({
      href: `/sites/${encodeURIComponent(locationId)}`,
      name,
      place: [town, unbroken(postcode), locationId].filter(Boolean).join(' · '),
      code: odsCode === null ? 'It has no ODS code' : `No DSPT list has its code, ${odsCode}`,
      rows: likely.map(rowWords),
    })),
    nothing:
      nextCursor === null
        ? 'No row of the DSPT list resembles a site without a status.'
        : 'None among the sites looked at so far: go on to the next page.',
    firstHref: isLaterPage ? here : null,
    nextHref: nextCursor === null ? null : `${here}?${new URLSearchParams({ cursor: nextCursor })}`,
  };
}

/** “VZZ99, AMBER LODGE, LN1 1AA: 25/26 Standards Met. The same name, Amber Lodge.” */
function rowWords({ code, name, town, postcode, statusText, evidence }: LikelyDsptRow): string {
  const what = [code, name, town, unbroken(postcode)].filter(Boolean).join(', ');
  return `${what}: ${statusText.replace(/\.+$/, '')}. ${evidence.map((e) => `${e}.`).join(' ')}`;
}
