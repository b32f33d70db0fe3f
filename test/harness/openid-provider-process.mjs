// A real OpenID provider (oidc-provider) on the loopback address, in a process of its own: the
// package is ESM alone. Told by messages who signs in, and what goes wrong.
//
//   node openid-provider-process.mjs PATH CLIENT_ID CLIENT_SECRET REDIRECT_URI
//
// PATH is '' or like '/TENANT/v2.0'. Sends { issuer } when it listens. Takes
// { account: { sub, claims }, idToken: { …claims to change } | null, refuse: boolean,
//   signedByStranger: boolean, down: boolean }.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [path = '', clientId, clientSecret, redirectUri] = process.argv.slice(2);

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ours = newKey();
const strangers = newKey();
const kid = 'k1';

let told = { account: { sub: '1', claims: {} }, idToken: null };
process.on('message', (message) => {
  told = message;
  process.send({ told: true });
});
process.on('disconnect', () => process.exit());

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}${path}`;

const everyClaim = ['email', 'email_verified', 'preferred_username', 'tid', 'name'];
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys: [{ ...ours.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  claims: { openid: ['sub', ...everyClaim], email: [], profile: [] },
  // Microsoft puts the address into the id token; most others tell it when they are asked.
  conformIdTokenClaims: path === '',
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `${path}/interaction/${interaction.uid}` },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, ...told.account.claims }),
  }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

provider.use(async (context, next) => {
  if (context.path.startsWith('/interaction/')) {
    const { sub } = told.account;
    const result = told.refuse
      ? { error: 'access_denied', error_description: 'not today' }
      : { login: { accountId: sub, remember: false } };
    await provider.interactionFinished(context.req, context.res, result);
    context.respond = false;
    return;
  }
  await next();
  if (context.body?.id_token && told.idToken) context.body.id_token = changed(context.body);
});

/** The same id token with other claims, signed anew. */
function changed({ id_token, access_token }) {
  const [head, body] = id_token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  const claims = { ...JSON.parse(body), ...told.idToken };
  if (claims.at_hash)
    claims.at_hash = createHash('sha256')
      .update(access_token)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  const header = told.algorithm ? { ...JSON.parse(head), alg: told.algorithm } : JSON.parse(head);
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  if (told.algorithm === 'none') return `${text}.`;
  const key = told.signedByStranger ? strangers : ours;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

const answer = provider.callback();
server.on('request', (request, response) => {
  if (told.down) return void request.socket.destroy();
  request.originalUrl = request.url;
  if (path && request.url.startsWith(path)) request.url = request.url.slice(path.length) || '/';
  answer(request, response);
});
process.send({ issuer });
