import { startTestStack } from './test-stack.ts';

/** Jest runs this once, before all suites. */
export default startTestStack;
