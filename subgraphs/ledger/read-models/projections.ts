import type { Projection } from 'platform/event-store/projection';
import { balancesProjection } from './balance/projection.ts';

/** What `npm run replay` can rebuild. */
export const projections: readonly Projection[] = [balancesProjection];
