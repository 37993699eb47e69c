import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { stopwatch } from 'platform/local-stack/stack';

const command = new Command('test')
  .description(
    'Everything that must hold: generated code, lint, import directions, types, schemas, all tests.',
  )
  .option(
    '--nightly',
    'the long forms of the tests that have one, such as 20 crashes of each kind for 3',
    false,
  )
  .argument('[jest...]', 'which tests, as jest takes it; the checks before them are of everything')
  .allowUnknownOption()
  .passThroughOptions()
  .addHelpText(
    'after',
    '\nExample:\n  npm test -- subgraphs/ledger\n\nREQUIRE_FULL_STACK=1 makes a missing Java, Maven, Redis, Chromium or curl a failure.',
  )
  .parse();

if (command.opts<{ nightly: boolean }>().nightly) process.env.NIGHTLY = '1';

/** Everything that must hold, the quick checks first. */
const STEPS: readonly (readonly [name: string, program: string, ...args: readonly string[]])[] = [
  ['generated code', 'node', 'commands/generate.ts', '--check'],
  ['lint and format', 'biome', 'check', '--error-on-warnings'],
  ['import directions', 'depcruise', '--config', '.dependency-cruiser.cjs', '.'],
  ['types', 'tsc'],
  ['composed schemas', 'node', 'schema-registry/cli.ts', 'compose', '--check'],
  ['schemas against what is published', 'node', 'schema-registry/cli.ts', 'check'],
  [
    'tests',
    'node',
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--workerIdleMemoryLimit=256MB',
    '-w',
    '2',
    ...command.args,
  ],
];

for (const [name, program, ...args] of STEPS) {
  const seconds = stopwatch();
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${name}: failed`);
    process.exit(1);
  }
  console.log(`${name}: ok, ${seconds()} s`);
}
