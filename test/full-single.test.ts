import { supergraphFlow } from './support/flow.ts';
import { describeMode } from './support/modes.ts';

const describeIt = await describeMode('full');

describeIt('the supergraph: full, single', () => supergraphFlow({ mode: 'full', topology: 'single' }));
