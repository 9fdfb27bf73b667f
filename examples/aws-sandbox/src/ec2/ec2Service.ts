import {
  DescribeInstances$,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  type Filter,
} from '@aws-sdk/client-ec2';
import { authorize } from '../access/authorize';
import { operation } from '../front/Operation';
import { queryProtocol } from '../front/queryProtocol';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { tagList } from '../world/tags';
import type { Instance } from './Ec2State';

const PAGE = 1000;

/** Machines that the sandbox makes believe in are never off. */
const RUNNING = { Code: 16, Name: 'running' } as const;

const wildcards: Record<string, string> = { '*': '.*', '?': '.' };

/** A filter's value, in which `\` takes the meaning from `*` and `?`. */
function toPattern(value: string): RegExp {
  const source = Array.from(
    value.matchAll(/\\?./gsu),
    ([token]) => wildcards[token] ?? literally([...token].at(-1)!),
  );
  return new RegExp(`^${source.join('')}$`, 'su');
}

function literally(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function valuesOf({ tags }: Instance, name: string): string[] {
  if (name === 'instance-state-name') {
    return [RUNNING.Name];
  }
  if (name === 'tag-key') {
    return Object.keys(tags);
  }
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return Object.hasOwn(tags, key) ? [tags[key]] : [];
  }
  throw new ServiceError(
    'InvalidParameterValue',
    `The filter '${name}' is invalid`,
  );
}

function passes(instance: Instance, { Name = '', Values = [] }: Filter) {
  const values = valuesOf(instance, Name);
  return Values.some(value => {
    const pattern = toPattern(value);
    return values.some(each => pattern.test(each));
  });
}

function describeInstances(
  call: Call,
  {
    Filters = [],
    InstanceIds,
    NextToken,
    MaxResults,
  }: DescribeInstancesRequest,
): DescribeInstancesResult {
  authorize(call, { action: 'ec2:DescribeInstances', resource: '*' });
  const { instances } = call.world
    .account(call.caller.account)
    .region(call.region).ec2;
  const found = [...instances.values()].filter(
    instance =>
      (!InstanceIds || InstanceIds.includes(instance.id)) &&
      Filters.every(filter => passes(instance, filter)),
  );
  const { page, next } = paginate(found, {
    token: NextToken,
    size: MaxResults,
    defaultSize: PAGE,
  });
  return {
    Reservations: page.map(({ id, profileArn, tags }) => ({
      OwnerId: call.caller.account,
      Instances: [
        {
          InstanceId: id,
          IamInstanceProfile: profileArn ? { Arn: profileArn } : undefined,
          State: RUNNING,
          Tags: tagList(tags),
        },
      ],
    })),
    NextToken: next,
  };
}

export const ec2Service: Service = {
  signingName: 'ec2',
  protocol: queryProtocol({
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    dialect: 'ec2',
  }),
  bodyLimit: 200_000,
  operations: [operation(DescribeInstances$, describeInstances)],
};
