const defaults = {
  PORTAL_APP_PORT: 3000,
  PORTAL_BACKEND_PORT: 7007,
  PORTAL_SANDBOX_PORT: 4566,
  // How long the sandbox takes for each resource: slow enough to watch.
  PORTAL_SANDBOX_DELAY: 1000,
};
const MAX_PORT = 65_535;
const MAX_DELAY_MS = 60_000;

/**
 * What `npm start` reads from the environment: `PORTAL_APP_PORT`,
 * `PORTAL_BACKEND_PORT`, `PORTAL_SANDBOX_PORT`, and `PORTAL_SANDBOX_DELAY` in
 * milliseconds. What is empty has its default.
 *
 * @throws when a value is no number, out of range, or a port is named twice
 */
export function readSettings(env) {
  const ports = {
    app: readNumber(env, 'PORTAL_APP_PORT', { least: 1, most: MAX_PORT }),
    backend: readNumber(env, 'PORTAL_BACKEND_PORT', {
      least: 1,
      most: MAX_PORT,
    }),
    sandbox: readNumber(env, 'PORTAL_SANDBOX_PORT', {
      least: 1,
      most: MAX_PORT,
    }),
  };
  requireDifferent(ports);
  return {
    ports,
    sandboxDelayMs: readNumber(env, 'PORTAL_SANDBOX_DELAY', {
      least: 0,
      most: MAX_DELAY_MS,
    }),
    appUrl: `http://localhost:${ports.app}`,
    backendUrl: `http://localhost:${ports.backend}`,
    sandboxUrl: `http://127.0.0.1:${ports.sandbox}`,
  };
}

function readNumber(env, name, { least, most }) {
  const text = env[name]?.trim();
  if (!text) {
    return defaults[name];
  }
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(
      `${name} has to be a whole number from ${least} to ${most}; it is '${text}'.`,
    );
  }
  return value;
}

function requireDifferent(ports) {
  const names = Object.keys(ports);
  for (const name of names) {
    const other = names.find(
      each => each !== name && ports[each] === ports[name],
    );
    if (other) {
      throw new Error(
        `The ${name} and the ${other} would both use port ${
          ports[name]
        }. Give one another with PORTAL_${other.toUpperCase()}_PORT.`,
      );
    }
  }
}
