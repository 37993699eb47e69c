import fc from 'fast-check';

/** `npm test` says the same each time; the nightly form draws anew, and a failure names its seed. */
if (process.env.NIGHTLY !== '1') fc.configureGlobal({ seed: 20_260_101 });
