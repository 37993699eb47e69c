import { jest } from '@jest/globals';
import { main } from '../cli.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the registry in this process, and keeps what it prints. */
export async function run(...args: string[]): Promise<Run> {
  const texts = { stdout: '', stderr: '' };
  const keep = (stream: 'stdout' | 'stderr', end: string) => (text: unknown) => {
    texts[stream] += `${text}${end}`;
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(keep('stdout', '')),
    jest.spyOn(process.stderr, 'write').mockImplementation(keep('stderr', '')),
    jest.spyOn(console, 'error').mockImplementation(keep('stderr', '\n')),
  ];
  try {
    return { code: await main(args), ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
