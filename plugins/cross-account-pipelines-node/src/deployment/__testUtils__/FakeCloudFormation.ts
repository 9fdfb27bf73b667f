import { http, HttpResponse, type HttpHandler } from 'msw';
import { DefaultAwsAccountClients } from '../../aws/DefaultAwsAccountClients';
import type { AwsAccountClients, AwsClients } from '../../aws';

/** A stack event; what is left out is taken from the stack. */
export interface FakeEvent {
  id?: string;
  status: string;
  logicalId?: string;
  physicalId?: string;
  type?: string;
  reason?: string;
  /** Milliseconds. */
  at?: number;
}

export interface FakeStack {
  id: string;
  name: string;
  status: string;
  statusReason?: string;
  template?: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  outputs: Record<string, string>;
  updatedAt: number;
  /** Oldest first. */
  events: FakeEvent[];
  resources: FakeEvent[];
  changeSets: Map<string, FakeChangeSet>;
  /** What still happens; one step each time that events are asked for. */
  script: FakeStep[];
}

/** Events that come at once, and the stack's status after them. */
export interface FakeStep {
  status?: string;
  events: FakeEvent[];
}

interface FakeChangeSet {
  id: string;
  name: string;
  status: string;
  reason?: string;
  executionStatus: string;
  input: URLSearchParams;
}

/** What executing a change set, or deleting a stack, makes happen. */
export type FakeOutcome = (stack: FakeStack) => FakeStep[];

const REGION = 'eu-west-1';

/**
 * Speaks CloudFormation's protocol with stacks that do as they are told, for
 * what cannot be brought about in a real one: faults, odd orders, cut pages.
 */
export class FakeCloudFormation implements AwsClients {
  /** `Action account stack`, in the order of the calls. */
  readonly calls: string[] = [];
  /** Events on a page. */
  pageSize = 100;
  /** Answers instead; undefined lets a call through. */
  fault?: (action: string, account: string) => Response | undefined;
  /** By stack name; a stack without one comes to be as it should. */
  readonly outcomes = new Map<string, FakeOutcome[]>();
  /** By stack name; a stack without one goes as it should. */
  readonly deletions = new Map<string, FakeOutcome[]>();
  private readonly stacks = new Map<string, FakeStack>();
  private readonly clients = new Map<string, AwsAccountClients>();
  private count = 0;

  readonly handler: HttpHandler = http.post(
    `https://cloudformation.${REGION}.amazonaws.com/`,
    async ({ request }) => {
      const parameters = new URLSearchParams(await request.text());
      const account = /Credential=AKIA(\d{12})/.exec(
        request.headers.get('authorization')!,
      )![1];
      const action = parameters.get('Action')!;
      const stackName = parameters.get('StackName') ?? '';
      this.calls.push(
        `${action} ${account} ${stackName.split('/')[1] ?? stackName}`,
      );
      return (
        this.fault?.(action, account) ??
        this.answer(action, account, parameters)
      );
    },
  );

  async forAccount({
    account,
  }: {
    account: string;
  }): Promise<AwsAccountClients> {
    const known = this.clients.get(account);
    if (known) {
      return known;
    }
    const made = new DefaultAwsAccountClients({
      account,
      region: REGION,
      credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' },
    });
    this.clients.set(account, made);
    return made;
  }

  writes(): string[] {
    return this.calls.filter(call => !/^(Describe|List|Get)/.test(call));
  }

  stack(account: string, name: string): FakeStack | undefined {
    return this.stacks.get(`${account} ${name}`);
  }

  add(account: string, name: string, state: Partial<FakeStack>): FakeStack {
    const stack: FakeStack = {
      id: `arn:aws:cloudformation:${REGION}:${account}:stack/${name}/${this
        .count++}`,
      name,
      status: 'CREATE_COMPLETE',
      parameters: {},
      tags: {},
      outputs: {},
      updatedAt: Date.now(),
      events: [],
      resources: [],
      changeSets: new Map(),
      script: [],
      ...state,
    };
    this.stacks.set(`${account} ${name}`, stack);
    this.stacks.set(stack.id, stack);
    return stack;
  }

  private answer(
    action: string,
    account: string,
    parameters: URLSearchParams,
  ): Response {
    const name = parameters.get('StackName')!;
    const stack = this.stacks.get(name) ?? this.stack(account, name);
    if (action === 'CreateChangeSet') {
      return this.createChangeSet(account, name, stack, parameters);
    }
    if (!stack || (stack.status === 'DELETE_COMPLETE' && name !== stack.id)) {
      return failure('ValidationError', `Stack with id ${name} does not exist`);
    }
    const changeSet = stack.changeSets.get(parameters.get('ChangeSetName')!);
    switch (action) {
      case 'DescribeStacks':
        return success(
          action,
          `<Stacks>${member(describeStack(stack))}</Stacks>`,
        );
      case 'GetTemplate':
        return success(action, tag('TemplateBody', stack.template ?? ''));
      case 'ListStackResources':
        return success(
          action,
          tags(
            'StackResourceSummaries',
            stack.resources.map(resource => describeEvent(stack, resource)),
          ),
        );
      case 'DescribeStackEvents':
        return this.describeEvents(stack, parameters);
      case 'DescribeChangeSet':
        return changeSet
          ? success(action, describeChangeSet(stack, changeSet))
          : failure('ChangeSetNotFound', 'There is no such change set');
      case 'ExecuteChangeSet':
        return this.execute(account, stack, changeSet!);
      case 'DeleteChangeSet':
        stack.changeSets.delete(changeSet!.name);
        return success(action, '');
      case 'CancelUpdateStack':
        stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
        return success(action, '');
      case 'DeleteStack':
        stack.status = 'DELETE_IN_PROGRESS';
        stack.script = this.deletions.get(stack.name)?.shift()?.(stack) ?? [
          ownStep(stack, 'DELETE_IN_PROGRESS'),
          ownStep(stack, 'DELETE_COMPLETE'),
        ];
        return success(action, '');
      default:
        throw new Error(`${action} is not played here`);
    }
  }

  private createChangeSet(
    account: string,
    name: string,
    existing: FakeStack | undefined,
    input: URLSearchParams,
  ): Response {
    const stack =
      existing && existing.status !== 'DELETE_COMPLETE'
        ? existing
        : this.add(account, name, { status: 'REVIEW_IN_PROGRESS' });
    const changeSetName = input.get('ChangeSetName')!;
    if (stack.changeSets.has(changeSetName)) {
      return failure(
        'AlreadyExistsException',
        `ChangeSet ${changeSetName} exists`,
      );
    }
    const isSame = stack.template === input.get('TemplateBody');
    stack.changeSets.set(changeSetName, {
      id: `arn:aws:cloudformation:${REGION}:${account}:changeSet/${changeSetName}/${this
        .count++}`,
      name: changeSetName,
      input,
      status: isSame ? 'FAILED' : 'CREATE_COMPLETE',
      reason: isSame
        ? "The submitted information didn't contain changes. Submit different information to create a change set."
        : undefined,
      executionStatus: isSame ? 'UNAVAILABLE' : 'AVAILABLE',
    });
    return success('CreateChangeSet', '');
  }

  private execute(
    account: string,
    stack: FakeStack,
    changeSet: FakeChangeSet,
  ): Response {
    const creating = stack.status === 'REVIEW_IN_PROGRESS';
    const verb = creating ? 'CREATE' : 'UPDATE';
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    stack.updatedAt += 1;
    stack.template = changeSet.input.get('TemplateBody') ?? undefined;
    stack.script = this.outcomes.get(stack.name)?.shift()?.(stack) ?? [
      ownStep(stack, `${verb}_IN_PROGRESS`),
      {
        events: ['Role', 'Bucket'].flatMap(logicalId => [
          { logicalId, status: `${verb}_IN_PROGRESS` },
          { logicalId, status: `${verb}_COMPLETE` },
        ]),
      },
      ownStep(stack, `${verb}_COMPLETE`),
    ];
    stack.outputs = { Arn: `arn:aws:x:::${account}-${stack.name}` };
    return success('ExecuteChangeSet', '');
  }

  private describeEvents(
    stack: FakeStack,
    parameters: URLSearchParams,
  ): Response {
    const from = Number(parameters.get('NextToken') ?? 0);
    const step = from === 0 ? stack.script.shift() : undefined;
    if (step) {
      stack.events.push(
        ...step.events.map(event => ({
          ...event,
          id: `event-${this.count++}`,
        })),
      );
      stack.status = step.status ?? stack.status;
    }
    // They happen when they are first looked at, the oldest first.
    for (const event of stack.events) {
      event.at ??= Date.now();
    }
    const newestFirst = [...stack.events].reverse();
    const next = from + this.pageSize;
    return success(
      'DescribeStackEvents',
      tags(
        'StackEvents',
        newestFirst.slice(from, next).map(event => describeEvent(stack, event)),
      ) + (next < newestFirst.length ? tag('NextToken', String(next)) : ''),
    );
  }
}

/** The stack itself comes into a status. */
export function ownStep(
  stack: FakeStack,
  status: string,
  events: FakeEvent[] = [],
): FakeStep {
  return {
    status,
    events: [
      ...events,
      {
        logicalId: stack.name,
        physicalId: stack.id,
        type: 'AWS::CloudFormation::Stack',
        status,
      },
    ],
  };
}

export function failure(code: string, message: string, status = 400): Response {
  return HttpResponse.xml(
    `<ErrorResponse><Error>${tag('Code', code)}${tag(
      'Message',
      message,
    )}</Error></ErrorResponse>`,
    { status },
  );
}

function success(action: string, result: string): Response {
  return HttpResponse.xml(
    `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
  );
}

function describeStack(stack: FakeStack): string {
  return [
    tag('StackId', stack.id),
    tag('StackName', stack.name),
    tag('StackStatus', stack.status),
    stack.statusReason ? tag('StackStatusReason', stack.statusReason) : '',
    tag('CreationTime', new Date(0).toISOString()),
    tag('LastUpdatedTime', new Date(stack.updatedAt).toISOString()),
    entries('Parameters', 'ParameterKey', 'ParameterValue', stack.parameters),
    entries('Tags', 'Key', 'Value', stack.tags),
    entries('Outputs', 'OutputKey', 'OutputValue', stack.outputs),
  ].join('');
}

function describeEvent(stack: FakeStack, event: FakeEvent): string {
  return [
    tag('StackId', stack.id),
    tag('StackName', stack.name),
    tag('EventId', event.id ?? ''),
    tag('LogicalResourceId', event.logicalId ?? stack.name),
    tag('PhysicalResourceId', event.physicalId ?? 'physical'),
    tag('ResourceType', event.type ?? 'AWS::IAM::Role'),
    tag('ResourceStatus', event.status),
    event.reason ? tag('ResourceStatusReason', event.reason) : '',
    tag('Timestamp', new Date(event.at ?? 0).toISOString()),
  ].join('');
}

function describeChangeSet(stack: FakeStack, changeSet: FakeChangeSet): string {
  const changes = ['Role', 'Bucket'].map(
    logicalId =>
      `<ResourceChange>${tag('Action', 'Add')}${tag(
        'LogicalResourceId',
        logicalId,
      )}${tag('ResourceType', 'AWS::IAM::Role')}</ResourceChange>`,
  );
  return [
    tag('ChangeSetName', changeSet.name),
    tag('ChangeSetId', changeSet.id),
    tag('StackId', stack.id),
    tag('Status', changeSet.status),
    tag('ExecutionStatus', changeSet.executionStatus),
    changeSet.reason ? tag('StatusReason', changeSet.reason) : '',
    tags('Changes', changes),
  ].join('');
}

function entries(
  list: string,
  key: string,
  value: string,
  record: Record<string, string>,
): string {
  return tags(
    list,
    Object.entries(record).map(([k, v]) => tag(key, k) + tag(value, v)),
  );
}

function tags(list: string, items: string[]): string {
  return `<${list}>${items.map(member).join('')}</${list}>`;
}

function member(content: string): string {
  return `<member>${content}</member>`;
}

function tag(name: string, text: string): string {
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
