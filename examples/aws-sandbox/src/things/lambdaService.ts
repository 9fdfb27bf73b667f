import {
  GetAlias$,
  GetFunction$,
  GetFunctionConfiguration$,
  ListFunctions$,
  type AliasConfiguration,
  type FunctionConfiguration,
  type GetAliasRequest,
  type GetFunctionRequest,
  type GetFunctionResponse,
  type ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import { authorize } from '../access/authorize';
import { operation } from '../front/Operation';
import { restJsonProtocol } from '../front/restJsonProtocol';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Thing } from '../resources/Things';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';
import { authorizedThing } from './authorizedThing';

const TYPE = 'AWS::Lambda::Function';

/** Of a name or an ARN, with or without a version. */
const functionName = (given: string) =>
  /function:([^:]+)/.exec(given)?.[1] ?? given.split(':')[0];

function requireFunction(call: Call, given: string, action: string): Thing {
  const name = functionName(given);
  const found = authorizedThing(call, {
    type: TYPE,
    name,
    action: `lambda:${action}`,
    path: `function:${name}`,
  });
  if (!found) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${call.region}:${call.caller.account}:function:${name}`,
      { status: 404 },
    );
  }
  return found;
}

function describe({ name, arn, properties }: Thing): FunctionConfiguration {
  return {
    FunctionName: name,
    FunctionArn: arn,
    Role: properties.Role,
    Runtime: properties.Runtime,
    Handler: properties.Handler,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Version: '$LATEST',
  };
}

function getFunction(
  call: Call,
  input: GetFunctionRequest,
): GetFunctionResponse {
  const found = requireFunction(call, input.FunctionName!, 'GetFunction');
  return { Configuration: describe(found), Tags: found.tags };
}

function getFunctionConfiguration(
  call: Call,
  input: GetFunctionRequest,
): FunctionConfiguration {
  return describe(
    requireFunction(call, input.FunctionName!, 'GetFunctionConfiguration'),
  );
}

function getAlias(call: Call, input: GetAliasRequest): AliasConfiguration {
  const { arn, properties } = requireFunction(
    call,
    input.FunctionName!,
    'GetAlias',
  );
  const aliases: string[] = properties.Aliases ?? [];
  if (!aliases.includes(input.Name!)) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Cannot find alias arn: ${arn}:${input.Name}`,
      { status: 404 },
    );
  }
  return {
    AliasArn: `${arn}:${input.Name}`,
    Name: input.Name,
    FunctionVersion: '1',
  };
}

function listFunctions(call: Call): ListFunctionsResponse {
  authorize(call, { action: 'lambda:ListFunctions', resource: '*' });
  return { Functions: [...thingsOf(call, TYPE).values()].map(describe) };
}

export const lambdaService: Service = {
  signingName: 'lambda',
  protocol: restJsonProtocol(),
  bodyLimit: 1_000_000,
  operations: [
    operation(GetAlias$, getAlias),
    operation(GetFunction$, getFunction),
    operation(GetFunctionConfiguration$, getFunctionConfiguration),
    operation(ListFunctions$, listFunctions),
  ],
};
