import { ConfigError } from '../config/config.ts';
import { isTransient } from '../errors/transient.ts';

/** Something the person at the machine can put right: the message is one line that says what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** Runs a command's main function: what the person can put right ends it with one line, anything else with its stack. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    console.error(whatToDo(error) ?? error);
  }
}

function whatToDo(error: unknown): string | undefined {
  if (error instanceof StartupError || error instanceof ConfigError) return error.message;
  if (!isTransient(error)) return undefined;
  return `A server did not answer (${(error as Error).message}): it may be starting or stopping. Try again.`;
}
