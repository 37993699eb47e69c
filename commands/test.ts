import { spawnSync } from 'node:child_process';
import { stopwatch } from 'platform/local-stack/stack';

/** Everything that must hold, the quick checks first. Arguments go to jest: `npm test -- subgraphs/ledger`. */
const STEPS: readonly (readonly [name: string, program: string, ...args: readonly string[]])[] = [
  ['generated code', 'node', 'commands/generate.ts', '--check'],
  ['lint and format', 'biome', 'check', '--error-on-warnings'],
  ['import directions', 'depcruise', '--config', '.dependency-cruiser.cjs', '.'],
  ['types', 'tsc'],
  ['composed schemas', 'node', 'schema-registry/cli.ts', 'compose', '--check'],
  [
    'tests',
    'node',
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--workerIdleMemoryLimit=256MB',
    '-w',
    '2',
    ...process.argv.slice(2),
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
