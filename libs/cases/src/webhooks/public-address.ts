import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IPv4 networks that are not the public internet (RFC 6890 and its successors, read 2026). */
const inside: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Looks public, but is the host itself to a machine rented at Azure.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only global unicast is public, and of that not what leads back into IPv4 or nowhere. */
const publicSixes = new BlockList();
publicSixes.addSubnet('2000::', 3, 'ipv6');

const hiddenSixes = new BlockList();
hiddenSixes.addSubnet('2001::', 23, 'ipv6');
hiddenSixes.addSubnet('2001:db8::', 32, 'ipv6');
hiddenSixes.addSubnet('2002::', 16, 'ipv6');
hiddenSixes.addSubnet('3fff::', 20, 'ipv6');

const insideFours = new BlockList();
for (const [network, bits] of inside) insideFours.addSubnet(network, bits, 'ipv4');

/** Whether an address written out lies on the public internet; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.split('%');
  if (isIPv4(bare)) return !insideFours.check(bare, 'ipv4');
  return isIPv6(bare) && publicSixes.check(bare, 'ipv6') && !hiddenSixes.check(bare, 'ipv6');
}
