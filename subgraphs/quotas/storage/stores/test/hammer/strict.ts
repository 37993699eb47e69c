import { hammer, settings, tell } from './program.ts';
import { KEY, openStore, STRICT_RULE } from './settings.ts';

const { tenantId, skewMs } = settings;
const realNow = Date.now;
Date.now = () => realNow() + skewMs;

const store = await openStore(settings);
let n = 0;
await hammer(async () => {
  const quantity = (n++ % 3) + 1;
  const { allowed, atMs } = await store.decide(tenantId, [{ key: KEY, rule: STRICT_RULE, quantity }]);
  if (allowed) tell(atMs, quantity);
});
await store.close();
process.exit();
