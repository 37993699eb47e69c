import { Argument, Command } from 'commander';
import { asOf } from './as-of/asOf.ts';
import { curve } from './curve/curve.ts';
import { postings } from './postings/postings.ts';
import { type BenchStack, startStack } from './setting/stack.ts';

/** Each prints its own table; they run one after the other on one stack. */
const SECTIONS: Record<string, (stack: BenchStack) => Promise<void>> = {
  postings: (stack) => postings(stack, load),
  'as-of': (stack) => asOf(stack, load),
  curve: (stack) => curve(stack, load),
};

type Option = 'callers' | 'seconds' | 'rounds' | 'accounts' | 'postings' | 'reads' | 'upTo';

const DEFAULT_SECTIONS = ['postings', 'as-of'];

const command = new Command('ledger')
  .description('The ledger in process, beside what it is compared with.')
  .addArgument(
    new Argument('[sections...]', 'default: all but the curve, which fills the database').choices(
      Object.keys(SECTIONS),
    ),
  )
  .option('--callers <n>', 'how many wait for an answer at any time', Number, 64)
  .option('--seconds <n>', 'of each run', Number, 5)
  .option('--rounds <n>', 'runs of each, interleaved', Number, 3)
  .option('--accounts <n>', 'of the book', Number, 1_000)
  .option('--postings <n>', 'of the account that is read as of', Number, 1_000_000)
  .option('--reads <n>', 'of each kind', Number, 1_000)
  .option('--up-to <n>', 'postings of the curve; the nightly form has 10000000', Number, 1_000_000)
  .parse();
const load = command.opts<Record<Option, number>>();
const named = command.args.length > 0 ? command.args : DEFAULT_SECTIONS;

const stack = await startStack();
try {
  for (const name of named) await SECTIONS[name]?.(stack);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stack.stop();
}
