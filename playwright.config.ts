import { defineConfig } from '@playwright/test';

/**
 * A portal and its sandbox for each worker, so that no test sees what another
 * breaks: on ports of their own, so that a portal which is already running does
 * not matter.
 */
const portals = [0, 1].map(index => {
  const ports = {
    app: 3100 + index,
    backend: 7107 + index,
    sandbox: 4666 + index,
  };
  return {
    ports,
    // The backend brings the app along.
    appUrl: `http://localhost:${ports.backend}`,
    sandboxUrl: `http://127.0.0.1:${ports.sandbox}`,
  };
});

export default defineConfig({
  testDir: 'examples/app/e2e-tests',
  outputDir: 'node_modules/.cache/e2e-test-results',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  workers: portals.length,
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1280, height: 900 },
    // Everybody is the portal's guest already.
    storageState: {
      cookies: [],
      origins: portals.map(({ appUrl }) => ({
        origin: appUrl,
        localStorage: [
          { name: '@backstage/core:SignInPage:provider', value: 'guest' },
        ],
      })),
    },
    // What does not come within that time does not come within five minutes either.
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    // Recording every test would take a third of the time of all.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
      ],
    },
  },
  metadata: { portals },
  webServer: portals.map(({ ports }, index) => ({
    command: 'node examples/portal/start.mjs --built',
    wait: { stdout: /The portal is up/ },
    stdout: 'pipe',
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORTAL_APP_PORT: String(ports.app),
      PORTAL_BACKEND_PORT: String(ports.backend),
      PORTAL_SANDBOX_PORT: String(ports.sandbox),
      PORTAL_SANDBOX_DELAY: '100',
      PORTAL_LOGS: `.portal/e2e-${index}`,
    },
  })),
});
