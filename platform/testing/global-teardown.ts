import { stopTestStack } from './test-stack.ts';

/** Jest runs this once, after all suites. */
export default stopTestStack;
