import {
  AssumeRole$,
  GetCallerIdentity$,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { operation } from '../front/Operation';
import { queryProtocol } from '../front/queryProtocol';
import type { Service } from '../front/Service';
import type { Call } from '../world/Call';
import { assumeRole } from './assumeRole';

/** Nobody needs a permission for it, and nobody can be denied it. */
function getCallerIdentity({ caller }: Call): GetCallerIdentityResponse {
  return { Account: caller.account, Arn: caller.arn, UserId: caller.userId };
}

export const stsService: Service = {
  signingName: 'sts',
  protocol: queryProtocol({
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  }),
  bodyLimit: 200_000,
  operations: [
    operation(AssumeRole$, assumeRole),
    operation(GetCallerIdentity$, getCallerIdentity),
  ],
};
