import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one call. */
export type Fault =
  /** AWS asks for fewer calls. */
  | 'throttle'
  /** The connection ends in the middle of the answer. */
  | 'cut'
  /** It is carried out, and the answer never comes. */
  | 'lose'
  /** It does not reach AWS, and nobody says so. */
  | 'hang';

/** A call on its way to AWS. */
export interface PassingCall {
  /** How many there were before it. */
  index: number;
  /** E.g. `cloudformation`. */
  service: string;
  /** E.g. `CreateChangeSet`; method and path where the protocol has no names. */
  action: string;
  /** Whose call it is; empty where it is not signed. */
  accessKeyId: string;
}

type Decide = (
  call: PassingCall,
) => Fault | undefined | Promise<Fault | undefined>;

/**
 * Stands between the portal and the sandbox as a network does, and does to calls
 * what networks do.
 */
export class FaultProxy {
  private readonly server = createServer((incoming, outgoing) => {
    this.pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  private count = 0;

  private constructor(private target: URL, private decide: Decide) {}

  /**
   * @param options - `decide` is asked about each call before it is sent on
   */
  static async start(options: {
    /** Of the sandbox. */
    target: string;
    decide?: Decide;
  }): Promise<FaultProxy> {
    const proxy = new FaultProxy(
      new URL(options.target),
      options.decide ?? (() => undefined),
    );
    await new Promise<void>(resolve => {
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** From now on; what is on its way stays there. Counts again. */
  lead(options: { target?: string; decide: Decide }): void {
    this.target = new URL(options.target ?? this.target);
    this.decide = options.decide;
    this.count = 0;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Calls that came so far. */
  get calls(): number {
    return this.count;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }

  private async pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await buffer(incoming);
    const index = this.count++;
    const call = { index, ...describeCall(incoming, body) };
    const fault = await this.decide(call);
    if (fault === 'hang') {
      return;
    }
    if (fault === 'throttle') {
      throttle(outgoing, call.service, incoming);
      return;
    }
    const answer = await this.forward(incoming, body);
    if (fault === 'lose') {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.status, answer.headers);
    if (fault === 'cut') {
      outgoing.write(answer.body.subarray(0, answer.body.length / 2), () =>
        outgoing.destroy(),
      );
      return;
    }
    outgoing.end(answer.body);
  }

  /** As it came: its signature covers the name of the host. */
  private async forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{
    status: number;
    headers: IncomingMessage['headers'];
    body: Buffer;
  }> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      send(
        {
          host: this.target.hostname,
          port: this.target.port,
          method,
          path: url,
          headers: { ...headers, connection: 'close' },
        },
        resolve,
      )
        .on('error', reject)
        .end(body);
    });
    const { connection, ...rest } = response.headers;
    return {
      status: response.statusCode!,
      headers: rest,
      body: await buffer(response),
    };
  }
}

function describeCall(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer,
): Omit<PassingCall, 'index'> {
  const target = headers['x-amz-target'];
  const { authorization = '' } = headers;
  return {
    service: /\/([^/]+)\/aws4_request/.exec(authorization)?.[1] ?? '',
    accessKeyId: /Credential=([^/]+)/.exec(authorization)?.[1] ?? '',
    action:
      typeof target === 'string'
        ? target.split('.').pop()!
        : new URLSearchParams(body.toString('latin1')).get('Action') ??
          `${method} ${url.split('?')[0]}`,
  };
}

function throttle(
  outgoing: ServerResponse,
  service: string,
  { headers }: IncomingMessage,
): void {
  if (headers['x-amz-target']) {
    outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    outgoing.end(
      JSON.stringify({
        __type: 'ThrottlingException',
        message: 'Rate exceeded',
      }),
    );
    return;
  }
  const code = service === 's3' ? 'SlowDown' : 'Throttling';
  const error = `<Error><Code>${code}</Code><Message>Rate exceeded</Message></Error>`;
  outgoing.writeHead(service === 's3' ? 503 : 400, {
    'content-type': 'text/xml',
  });
  outgoing.end(
    service === 's3' ? error : `<ErrorResponse>${error}</ErrorResponse>`,
  );
}
