import { type Client, createClient } from '@client/typescript/client';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { StartupError } from 'platform/local-stack/startup-error';
import { currentMode, keysFolder, runningState } from 'platform/local-stack/state';

/** A client of the supergraph that runs here; its tokens are made anew before they expire. */
export async function connect(tenant: string, actor: string, scopes: readonly string[]): Promise<Client> {
  const mode = currentMode();
  const state = runningState(mode);
  if (!state) throw new StartupError('No supergraph is running here: "npm start" first.');
  const issuer = await openDevelopmentIssuer(keysFolder(mode));
  const token = () => issuer.signDevelopmentToken({ tenant, actor, scopes });
  return createClient({ url: state.gatewayUrl, token: remembered(token) });
}

/** Well before a development token expires. */
const RENEW_AFTER_MS = 10 * 60_000;

function remembered(make: () => Promise<string>): () => Promise<string> {
  let token: Promise<string> | undefined;
  let madeAt = 0;
  return () => {
    if (token && performance.now() - madeAt < RENEW_AFTER_MS) return token;
    madeAt = performance.now();
    token = make();
    return token;
  };
}
