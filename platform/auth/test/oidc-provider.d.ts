declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  /** What the test needs of it: the package has no types of its own. */
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
  }
}
