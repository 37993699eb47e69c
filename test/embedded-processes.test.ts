import { supergraphFlow } from './support/flow.ts';
import { describeMode } from './support/modes.ts';

const describeIt = await describeMode('embedded');

describeIt('the supergraph: embedded, processes', () =>
  supergraphFlow({ mode: 'embedded', topology: 'processes' }),
);
