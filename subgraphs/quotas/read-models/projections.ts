import type { Projection } from 'platform/event-store/projection';
import { policiesProjection } from './policies/projection.ts';

/** What `npm run replay` can rebuild. */
export const projections: readonly Projection[] = [policiesProjection];
