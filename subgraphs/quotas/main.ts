import { runSubgraph } from 'platform/graphql/run-subgraph';
import { compose } from './compose.ts';

/** Quotas as a process of its own. */
await runSubgraph('quotas', compose);
