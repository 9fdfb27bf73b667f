import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpRequest, HttpResponse } from '../front/HttpMessage';
import { packageFolder } from '../packageFolder';
import type { World } from '../world/World';
import { describeEstate } from './describeEstate';
import { describeWorld } from './describeWorld';
import { findBuildLog } from './findBuildLog';
import { breakableHops, isBreakableHop } from './hops';
import type { HopReference, SandboxControl } from './SandboxControl';

/** Answers what is not AWS: the page and the controls behind it. */
export type ControlApi = (request: HttpRequest) => Promise<HttpResponse>;

const pageFolder = packageFolder('page');

/** Files of the page by path, with their content type. */
const pageFiles: Record<string, [file: string, type: string]> = {
  '/_sandbox/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/_sandbox/page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
};

/** Where the page has the token. */
const TOKEN_MARK = '@TOKEN@';

/** A request that cannot be carried out; the message is for its sender. */
class BadRequestError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

function json(status: number, value: unknown): HttpResponse {
  return {
    status,
    headers: { ...safeHeaders, 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') {
    throw new BadRequestError(400, `${name} must be a text`);
  }
  return value;
}

function count(body: Record<string, unknown>, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new BadRequestError(400, `${name} must be a whole number`);
  }
  return value;
}

function hopReference(body: Record<string, unknown>): HopReference {
  const { hop } = body;
  if (!isBreakableHop(hop)) {
    throw new BadRequestError(
      400,
      `hop must be one of ${Object.keys(breakableHops).join(', ')}`,
    );
  }
  return {
    pipeline: text(body, 'pipeline'),
    account: text(body, 'account'),
    hop,
  };
}

type Command = (
  control: SandboxControl,
  body: Record<string, unknown>,
) => unknown;

const commands: Record<string, Command> = {
  break: (control, body) => control.breakHop(hopReference(body)),
  mend: (control, body) => control.mendHop(hopReference(body)),
  start: (control, body) => ({
    execution: control.startPipeline(text(body, 'pipeline')),
  }),
  approve: (control, body) => ({
    answered: control.answerApprovals(text(body, 'pipeline'), true),
  }),
  throttle: (control, body) =>
    control.world.throttles.set(text(body, 'service'), count(body, 'calls')),
  latency: (control, body) =>
    control.world.slowness.delay(
      text(body, 'service'),
      count(body, 'milliseconds'),
    ),
  hang: (control, body) =>
    control.world.slowness.hang(text(body, 'service'), count(body, 'calls')),
  consistency: (control, body) => {
    control.world.consistencyDelay = count(body, 'milliseconds');
  },
  delay: (control, body) => {
    control.world.delay = count(body, 'milliseconds');
  },
};

/**
 * What changes the sandbox comes from its own page, or from a program that read
 * the token there: a page of another site can send to this address, but cannot
 * read from it.
 */
function checkSender(request: HttpRequest, token: string): void {
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') {
    throw new BadRequestError(415, 'Send application/json');
  }
  const given = Buffer.from(request.headers['x-sandbox-token'] ?? '');
  const expected = Buffer.from(token);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new BadRequestError(
      403,
      "Send the token of the sandbox's page as x-sandbox-token; reload the page if the sandbox was started again",
    );
  }
}

function readBody(request: HttpRequest): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadRequestError(400, 'The body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

function runCommand(control: SandboxControl, request: HttpRequest) {
  const command = commands[request.path.slice('/_sandbox/'.length)];
  if (!command) {
    throw new BadRequestError(404, `There is no ${request.path}`);
  }
  const body = readBody(request);
  try {
    return json(200, command(control, body) ?? {});
  } catch (error) {
    if (error instanceof BadRequestError) {
      throw error;
    }
    throw new BadRequestError(
      409,
      error instanceof Error ? error.message : String(error),
    );
  }
}

function plainLog(world: World, query: string): HttpResponse {
  const build = new URLSearchParams(query).get('build') ?? '';
  const log = findBuildLog(world, build);
  if (log === undefined) {
    throw new BadRequestError(404, `There is no build ${build}`);
  }
  return {
    status: 200,
    headers: { ...safeHeaders, 'content-type': 'text/plain; charset=utf-8' },
    body: log,
  };
}

async function pageWith(token: string): Promise<HttpResponse> {
  const page = await readFile(join(pageFolder, 'index.html'), 'utf8');
  return {
    status: 200,
    headers: { ...safeHeaders, 'content-type': 'text/html; charset=utf-8' },
    body: page.replace(TOKEN_MARK, token),
  };
}

/**
 * The control API under `/_sandbox/`, and the page at `/` that uses it.
 *
 * `GET state` describes everything, `GET health` says whether the sandbox is
 * filled, `GET log?build=…` what a build printed, `GET estate` lists what stands in
 * all accounts, to be compared. `POST break`, `mend` (`pipeline`, `account`, `hop`), `start`,
 * `approve` (`pipeline`), `throttle` and `hang` (`service`, `calls`), `latency`
 * (`service`, `milliseconds`), `consistency` and `delay` (`milliseconds`) take JSON, and the token of the page in the header
 * `x-sandbox-token`.
 */
export function createControlApi(options: {
  control: SandboxControl;
  isReady(): boolean;
  /** What only those know who can read the page. */
  token: string;
}): ControlApi {
  const { control, isReady, token } = options;

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    if (request.method === 'POST') {
      checkSender(request, token);
      return runCommand(control, request);
    }
    if (request.path === '/_sandbox/state') {
      return json(200, { ...describeWorld(control), hops: breakableHops });
    }
    if (request.path === '/_sandbox/health') {
      return isReady()
        ? json(200, { status: 'ok' })
        : json(503, { status: 'filling' });
    }
    if (request.path === '/_sandbox/estate') {
      return json(200, describeEstate(control.world));
    }
    if (request.path === '/_sandbox/log') {
      return plainLog(control.world, request.query);
    }
    if (request.path === '/' && request.method === 'GET') {
      return pageWith(token);
    }
    const file = pageFiles[request.path];
    if (!file || request.method !== 'GET') {
      throw new BadRequestError(404, `There is no ${request.path}`);
    }
    return {
      status: 200,
      headers: { ...safeHeaders, 'content-type': file[1] },
      body: await readFile(join(pageFolder, file[0])),
    };
  }

  return async request => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof BadRequestError) {
        return json(error.status, { error: error.message });
      }
      throw error;
    }
  };
}
