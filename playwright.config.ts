import { defineConfig } from '@playwright/test';

// Ports of its own, so that a portal which is already running does not matter.
const ports = { app: 3100, backend: 7107, sandbox: 4666 };
// The backend brings the app along.
const appUrl = `http://localhost:${ports.backend}`;

export default defineConfig({
  testDir: 'examples/app/e2e-tests',
  outputDir: 'node_modules/.cache/e2e-test-results',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // The tests share one portal and one sandbox.
  workers: 1,
  reporter: [['list'], ['json']],
  use: {
    baseURL: appUrl,
    viewport: { width: 1280, height: 900 },
    // Everybody is the portal's guest already.
    storageState: {
      cookies: [],
      origins: [
        {
          origin: appUrl,
          localStorage: [
            { name: '@backstage/core:SignInPage:provider', value: 'guest' },
          ],
        },
      ],
    },
    // What does not come within that time does not come within five minutes either.
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
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
  metadata: { sandboxUrl: `http://127.0.0.1:${ports.sandbox}` },
  webServer: {
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
    },
  },
});
