import { ConfigError } from '../config/config.ts';

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
    const isOneLine = error instanceof StartupError || error instanceof ConfigError;
    console.error(isOneLine ? error.message : error);
  }
}
