import { runSubgraph } from 'platform/graphql/run-subgraph';
import { compose } from './compose.ts';

/** The ledger as a process of its own. */
await runSubgraph('ledger', compose);
