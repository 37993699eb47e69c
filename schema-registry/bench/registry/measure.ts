import { spawnSync } from 'node:child_process';

/** One run of a process, from its start to its end. */
export interface Measurement {
  readonly ms: number;
  readonly cpuMs: number;
  /** The most memory that was resident. */
  readonly peakBytes: number;
  readonly exitCode: number;
}

/** Written by the process itself when it ends, to a pipe of its own. */
const REPORT_FD = 3;
const REPORT = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
   process.on('exit', () => writeSync(${REPORT_FD}, JSON.stringify(process.resourceUsage())));`,
)}`;

/** Runs Node with these arguments. */
export function measure(args: readonly string[], cwd: string): Measurement {
  const start = performance.now();
  const run = spawnSync(process.execPath, ['--import', REPORT, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ms = performance.now() - start;
  const usage = run.output[REPORT_FD];
  if (!usage || run.status === null)
    throw new Error(`node ${args.join(' ')} did not end well: ${run.stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage;
  return {
    ms,
    cpuMs: (userCPUTime + systemCPUTime) / 1_000,
    peakBytes: maxRSS * 1_024,
    exitCode: run.status,
  };
}

/** The median of several runs, by time. */
export function median(runs: readonly Measurement[]): Measurement {
  const sorted = [...runs].sort((a, b) => a.ms - b.ms);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
