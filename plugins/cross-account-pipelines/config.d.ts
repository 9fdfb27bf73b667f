export interface Config {
  crossAccountPipelines?: {
    /** How links into the AWS console sign in to the account that owns a thing. */
    console?: {
      /**
       * The organisation's AWS access portal, e.g.
       * `https://d-1234567890.awsapps.com/start`. Default: links open the console
       * with whatever session the browser has.
       * @visibility frontend
       */
      accessPortalUrl?: string;
      /**
       * The role that people take there. Default: they are asked.
       * @visibility frontend
       */
      roleName?: string;
    };
  };
}
