import { publishRevocation } from 'platform/auth/revocation-topic';
import { openBus } from 'platform/bus/open';
import { StartupError } from 'platform/local-stack/startup-error';
import { type Mode, runningState } from 'platform/local-stack/state';
import { createLogger } from 'platform/telemetry/logger';

export interface RevokeOptions {
  readonly mode: Mode;
  readonly tenant: string;
  /** Default: everybody of the tenant. */
  readonly actor?: string;
  /** One token, by its id. */
  readonly jti?: string;
}

/** Ends what was signed until now: told to all gateways over the bus of the supergraph that runs. */
export async function revoke({ mode, tenant, actor, jti }: RevokeOptions): Promise<void> {
  const state = runningState(mode);
  if (!state) throw new StartupError('No supergraph is running here that could be told: "npm start" first.');
  const logger = createLogger({ name: 'token', level: 'fatal' });
  const bus = await openBus({ ...state, clientId: 'token', logger });
  const issuedBefore = Math.floor(Date.now() / 1000) + 1;
  await publishRevocation(bus, { tenant, sub: actor, jti, issuedBefore }, 'operator');
  await bus.close();
  console.log(
    `Revoked: ${jti ? `token ${jti}` : actor ? `all tokens of ${actor}` : 'all tokens'} of ${tenant}.`,
  );
}
