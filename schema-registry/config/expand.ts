import { InputError } from '../findings.ts';

const REFERENCE = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Replaces `${env.NAME}` and `${env.NAME:-default}`, as rover does; a name that is not set and has no default is an error. */
export const expandEnvironment = (text: string, env: NodeJS.ProcessEnv): string =>
  text.replaceAll(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = env[name] ?? fallback;
    if (value === undefined) throw new InputError(`the environment variable ${name} is not set`);
    return value;
  });
