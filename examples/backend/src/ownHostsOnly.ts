import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The portal's HTTP server. It refuses requests that were sent to a name which is
 * not the portal's.
 *
 * Whoever opens the page of another site on this machine lends it a browser that
 * reaches the portal. With a name of its own that leads to 127.0.0.1 (DNS
 * rebinding), such a page would get a guest's token.
 */
export const ownHostsOnly = rootHttpRouterServiceFactory({
  configure({ app, config, applyDefaults }) {
    const own = new Set([
      ...LOOPBACK,
      ...['app.baseUrl', 'backend.baseUrl'].map(
        key => new URL(config.getString(key)).hostname,
      ),
    ]);
    app.use((request, response, next) => {
      const host = request.headers.host ?? '';
      if (own.has(host.replace(/:\d+$/, '').toLowerCase())) {
        next();
        return;
      }
      response.status(403).json({
        error: {
          name: 'NotAllowedError',
          message: `This portal does not answer to the host name '${host}'`,
        },
      });
    });
    applyDefaults();
  },
});
