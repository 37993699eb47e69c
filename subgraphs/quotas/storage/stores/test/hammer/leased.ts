import { setTimeout as sleep } from 'node:timers/promises';
import { createLeases } from 'platform/limiter/leases/leases';
import { hammer, settings, tell } from './program.ts';
import { lessorOf, MAX_LEASE, openStore } from './settings.ts';

const TIDY_MS = 100;

const store = await openStore(settings);
const leases = createLeases({ lessor: lessorOf(store, settings), maxLease: MAX_LEASE });
const tidying = setInterval(() => void leases.tidy(), TIDY_MS);
await hammer(async () => {
  const { allowed, retryAfterMs } = await leases.decide(1);
  if (allowed) tell(Date.now(), 1);
  else await sleep(retryAfterMs);
});
clearInterval(tidying);
await leases.close();
await store.close();
process.exit();
