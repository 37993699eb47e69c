import { runSubgraph } from 'platform/graphql/run-subgraph';
import { compose } from './compose.ts';

/** Payments as a process of their own. */
await runSubgraph('payments', compose);
