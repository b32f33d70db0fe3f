import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and the certificate a server on this machine shows for it, PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80
      ? Buffer.from([length])
      : length < 0x100
        ? Buffer.from([0x81, length])
        : Buffer.from([0x82, length >> 8, length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), size, body]);
};
const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);
const octets = (body: Buffer): Buffer => tlv(0x04, body);
const bits = (body: Buffer): Buffer => tlv(0x03, Buffer.from([0]), body);
const integer = (n: number): Buffer => tlv(0x02, Buffer.from([n]));
const time = (text: string): Buffer => tlv(0x17, Buffer.from(text));
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const yes = Buffer.from([0x01, 0x01, 0xff]);

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const name = sequence(
  tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from('A mail server under test')))),
);

/**
 * A certificate for `localhost` and 127.0.0.1 that is its own authority (X.509, RFC 5280), good from
 * 2020 to 2049. Node has no call for it, and a key in the repository would look like a lost secret.
 */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = sequence(
    tlv(0x82, Buffer.from('localhost')),
    tlv(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const extensions = tlv(
    0xa3,
    sequence(
      sequence(oid('551d11'), octets(names)),
      sequence(oid('551d13'), yes, octets(sequence(yes))),
    ),
  );
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const der = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
