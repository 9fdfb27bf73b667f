import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudFormationService } from './cloudformation/cloudFormationService';
import { codeBuildService } from './codebuild/codeBuildService';
import { codeConnectionsService } from './codeconnections/codeConnectionsService';
import { codeDeployService } from './codedeploy/codeDeployService';
import { codePipelineService } from './codepipeline/codePipelineService';
import { startOnNewSource } from './codepipeline/startOnNewSource';
import { ControlApi, createControlApi } from './control/createControlApi';
import { describeWorld } from './control/describeWorld';
import { SandboxControl } from './control/SandboxControl';
import { ec2Service } from './ec2/ec2Service';
import { tellOfObjects } from './events/tellOfObjects';
import { createFront, Front } from './front/createFront';
import type { HttpRequest, HttpResponse } from './front/HttpMessage';
import { isOwnHost } from './front/isOwnHost';
import { iamService } from './iam/iamService';
import { kmsService } from './kms/kmsService';
import { organizationsService } from './organizations/organizationsService';
import { populateWorld, portalCredentials } from './populateWorld';
import { BodyTooLongError, readRequest } from './readRequest';
import { ramService } from './ram/ramService';
import { s3Service } from './s3/s3Service';
import type { Sandbox } from './Sandbox';
import { codeCommitService } from './things/codeCommitService';
import { cloudControlService } from './things/cloudControlService';
import { ecrService } from './things/ecrService';
import { ecsService } from './things/ecsService';
import { eksService } from './things/eksService';
import { lambdaService } from './things/lambdaService';
import { stsService } from './sts/stsService';
import { resourceTaggingService } from './tagging/resourceTaggingService';
import { newSecret } from './world/identifiers';
import { World } from './world/World';

/** Nobody outside this machine can reach the sandbox. */
const HOST = '127.0.0.1';

const services = [
  cloudFormationService,
  codeBuildService,
  codeCommitService,
  codeConnectionsService,
  codeDeployService,
  codePipelineService,
  ec2Service,
  cloudControlService,
  ecrService,
  ecsService,
  eksService,
  iamService,
  kmsService,
  lambdaService,
  organizationsService,
  ramService,
  resourceTaggingService,
  s3Service,
  stsService,
];

/** S3 has a path `/` too, but nobody asks for it without a signature. */
function isForControl({ method, path, headers }: HttpRequest): boolean {
  return (
    headers.authorization === undefined &&
    (path.startsWith('/_sandbox/') || (path === '/' && method === 'GET'))
  );
}

/** To a request that is not read, or not to its end. */
function plainText(status: number, body: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain', connection: 'close' },
    body,
  };
}

async function answer(
  front: Front,
  controlApi: ControlApi,
  message: IncomingMessage,
): Promise<HttpResponse> {
  if (!isOwnHost(message.headers.host)) {
    return plainText(
      403,
      'The sandbox answers to 127.0.0.1 and localhost only.',
    );
  }
  try {
    const request = await readRequest(message);
    return await (isForControl(request) ? controlApi : front)(request);
  } catch (error) {
    if (error instanceof BodyTooLongError) {
      return plainText(413, error.message);
    }
    throw error;
  }
}

function send(
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...(headers['content-length'] ? {} : { 'content-length': bytes.length }),
    ...headers,
  });
  response.end(bytes);
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return `http://${HOST}:${taken}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
  });
}

/**
 * Starts a loopback AWS: several accounts of one organization, each with its own
 * IAM, KMS, S3, CloudFormation and so on, spoken to as AWS is. The page at its
 * address shows them.
 *
 * Everything is in memory and gone when it stops. It listens on 127.0.0.1 only.
 */
export async function startSandbox(
  options: {
    /** Default: any free one. */
    port?: number;
    /** How long one operation on one resource takes; milliseconds. Default 0. */
    delay?: number;
    /**
     * Lets builds run the commands of any buildspec on this machine, not only
     * those of the sample services. Default `false`.
     */
    runsAnyCommands?: boolean;
    /** Ids of accounts to deploy to, besides those that there are anyway. */
    targets?: string[];
  } = {},
): Promise<Sandbox> {
  const world = new World({
    delay: options.delay ?? 0,
    runsAnyCommands: options.runsAnyCommands ?? false,
  });
  const administrators = await populateWorld(world, options.targets);
  startOnNewSource(world);
  tellOfObjects(world);
  const control = new SandboxControl(world);
  let isReady = false;
  const front = createFront(world, services);
  const token = newSecret();
  const controlApi = createControlApi({
    control,
    isReady: () => isReady,
    token,
  });
  const server = createServer((message, response) => {
    answer(front, controlApi, message)
      .then(reply => send(response, reply))
      .catch(() => response.destroy());
  });
  const url = await listen(server, options.port ?? 0);
  world.endpoint = url;

  return {
    url,
    token,
    world,
    portal: portalCredentials,
    administrator(account) {
      const credentials = administrators.get(account);
      if (!credentials) {
        throw new Error(`The sandbox has no account ${account}`);
      }
      return credentials;
    },
    describe: () => describeWorld(control),
    breakHop: hop => control.breakHop(hop),
    mendHop: hop => control.mendHop(hop),
    startPipeline: nameOrArn => control.startPipeline(nameOrArn),
    waitForRun: nameOrArn => control.waitForRun(nameOrArn),
    throttle: (service, calls) => world.throttles.set(service, calls),
    limitRates: perSecond => world.rates.limit(perSecond),
    slowDown: (service, milliseconds) =>
      world.slowness.delay(service, milliseconds),
    hang: (service, calls) => world.slowness.hang(service, calls),
    guard: (account, policies) => world.organization.attach(account, policies),
    setConsistencyDelay(milliseconds) {
      world.consistencyDelay = milliseconds;
    },
    setDelay(milliseconds) {
      world.delay = milliseconds;
    },
    markReady() {
      isReady = true;
    },
    async stop() {
      await world.stop();
      await close(server);
    },
  };
}
