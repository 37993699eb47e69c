import { changeOverride, type OverrideCall } from './changeOverride.ts';
import type { Caller, Services } from './services.ts';

/** Puts a requested override into effect; not by who requested it. */
export const approveOverride = (services: Services, caller: Caller, call: OverrideCall) =>
  changeOverride(services, caller, 'approveOverride', 'ApproveOverride', call);
