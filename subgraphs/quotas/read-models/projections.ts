import type { Projection } from 'platform/event-store/projection';
import { overridesProjection } from './overrides/projection.ts';
import { policiesProjection } from './policies/projection.ts';

/** What `npm run replay` can rebuild. */
export const projections: readonly Projection[] = [policiesProjection, overridesProjection];
