import { Argument, Command } from 'commander';
import { postings } from './postings/postings.ts';
import { type BenchStack, startStack } from './setting/stack.ts';

/** Each prints its own table; all run one after the other on one stack. */
const SECTIONS: Record<string, (stack: BenchStack) => Promise<void>> = {
  postings: (stack) => postings(stack, load),
};

const command = new Command('ledger')
  .description('The ledger in process, beside what it is compared with.')
  .addArgument(new Argument('[sections...]', 'all of them, unless named').choices(Object.keys(SECTIONS)))
  .option('--callers <n>', 'how many wait for an answer at any time', Number, 64)
  .option('--seconds <n>', 'of each run', Number, 5)
  .option('--rounds <n>', 'runs of each, interleaved', Number, 3)
  .option('--accounts <n>', 'of the book', Number, 1_000)
  .parse();
const load = command.opts<Record<'callers' | 'seconds' | 'rounds' | 'accounts', number>>();
const named = command.args.length > 0 ? command.args : Object.keys(SECTIONS);

const stack = await startStack();
try {
  for (const name of named) await SECTIONS[name]?.(stack);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stack.stop();
}
