import { reject } from '../domain/override/decide.ts';
import { changeOverride, type OverrideCall } from './changeOverride.ts';
import type { Caller, Services } from './services.ts';

/** Declines a requested override. */
export const rejectOverride = (services: Services, caller: Caller, call: OverrideCall) =>
  changeOverride(services, caller, 'rejectOverride', call, reject);
