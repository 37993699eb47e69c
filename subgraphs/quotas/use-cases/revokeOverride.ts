import { revoke } from '../domain/override/decide.ts';
import { changeOverride, type OverrideCall } from './changeOverride.ts';
import type { Caller, Services } from './services.ts';

/** Ends an override before its time. */
export const revokeOverride = (services: Services, caller: Caller, call: OverrideCall) =>
  changeOverride(services, caller, 'revokeOverride', call, revoke);
