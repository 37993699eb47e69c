import { cpuUsage } from 'node:process';
import type { Server } from './process.ts';

/** Shares of a CPU, 1 being all of it. */
export interface CpuShares {
  readonly gatewayCpu: number;
  /** Of subgraphs and load together: near 1 it is they that are measured. */
  readonly otherCpu: number;
}

/** What `work` returns, and the CPU time that was spent meanwhile. */
export async function withCpu<T>(
  gateway: Server,
  subgraphs: Server,
  work: () => Promise<T>,
): Promise<T & CpuShares> {
  const began = performance.now();
  const before = [gateway.cpuSeconds(), otherSeconds(subgraphs)] as const;
  const result = await work();
  const elapsed = (performance.now() - began) / 1000;
  return {
    ...result,
    gatewayCpu: (gateway.cpuSeconds() - before[0]) / elapsed,
    otherCpu: (otherSeconds(subgraphs) - before[1]) / elapsed,
  };
}

function otherSeconds(subgraphs: Server): number {
  const { user, system } = cpuUsage();
  return subgraphs.cpuSeconds() + (user + system) / 1e6;
}
