import { forbidden } from '../errors/errors.ts';
import type { Actor } from './actor.ts';

/** A scope is `<domain>:<right>`: "ledger:read". Fails with FORBIDDEN unless the actor has it. */
export function requireScope(actor: Actor, scope: string): void {
  if (!actor.scopes.has(scope)) throw forbidden(`The scope "${scope}" is needed.`);
}
