import type { Projection } from 'platform/event-store/projection';
import { paymentsProjection } from './payments/projection.ts';

/** What `npm run replay` can rebuild. */
export const projections: readonly Projection[] = [paymentsProjection];
