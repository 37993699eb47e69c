import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';
import type { TokenVerifier } from '../token-verifier.ts';
import { createUserTokenVerifier } from '../user-tokens.ts';

/** Against a real OpenID provider: its tokens, its discovery of keys, nothing of ours. */
const AUDIENCE = 'https://api.test';
const CLIENT = { id: 'billing-service', secret: 'not-a-secret' };

let server: Server;
let issuer: string;
let verify: TokenVerifier;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => {}); // it warns that it keeps its data in memory
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', new Provider(issuer, await configuration()).callback());
  const discovered = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri: jwksUrl } = (await discovered.json()) as { jwks_uri: string };
  verify = createUserTokenVerifier({ issuer, audience: AUDIENCE, jwksUrl });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('an access token that it issued holds', async () => {
  const actor = await verify(await accessToken('ledger:read ledger:write'));
  expect(actor).toMatchObject({ id: CLIENT.id, tenantId: 'acme', kind: 'user' });
  expect([...actor.scopes]).toEqual(['ledger:read', 'ledger:write']);
  expect(actor.tokenId).toEqual(expect.any(String));
});

test('one that was changed on the way does not', async () => {
  const [header = '', payload = '', signature = ''] = (await accessToken('ledger:read')).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, tenant: 'globex' })).toString('base64url');
  await expect(verify([header, forged, signature].join('.'))).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

async function accessToken(scope: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, scope }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

const configuration = async (): Promise<object> => ({
  jwks: { keys: [await signingKey()] },
  cookies: { keys: ['only-for-this-test'] },
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  ttl: { ClientCredentials: 300 },
  extraTokenClaims: () => ({ tenant: 'acme' }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: 'ledger:read ledger:write',
        audience: AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 300,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'provider-1', alg: 'RS256', use: 'sig' };
}
