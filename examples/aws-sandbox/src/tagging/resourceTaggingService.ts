import {
  GetResources$,
  type GetResourcesInput,
  type GetResourcesOutput,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { tagList } from '../world/tags';

const PAGE = 50;

interface Tagged {
  arn: string;
  tags: Record<string, string>;
}

/** By service; what is tagged elsewhere nobody has looked for yet. */
const tagged: Record<string, (call: Call) => Tagged[]> = {
  codepipeline: ({ world, caller, region }) => [
    ...world
      .account(caller.account)
      .region(region)
      .codePipeline.pipelines.values(),
  ],
};

/** A type is spelled as in ARNs, and that of a pipeline is not in its ARN. */
function isOfType(arn: string, type: string): boolean {
  const [service, resourceType] = type.split(':');
  const [, , ofService, , , resource] = arn.split(':');
  return (
    service === ofService &&
    (resourceType === undefined ||
      resource.split(/[:/]/, 1)[0] === resourceType)
  );
}

function matches({ tags }: Tagged, { Key, Values = [] }: TagFilter): boolean {
  const value = tags[Key!];
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

function getResources(
  call: Call,
  input: GetResourcesInput,
): GetResourcesOutput {
  authorize(call, { action: 'tag:GetResources', resource: '*' });
  const {
    PaginationToken,
    ResourcesPerPage = PAGE,
    ResourceTypeFilters: types,
    TagFilters: filters = [],
  } = input;
  if (ResourcesPerPage < 1 || ResourcesPerPage > 100 || filters.length > 50) {
    throw new ServiceError(
      'InvalidParameterException',
      'ResourcesPerPage is from 1 to 100, and there are at most 50 TagFilters',
    );
  }
  const found = Object.values(tagged)
    .flatMap(list => list(call))
    .filter(({ arn }) => types?.some(type => isOfType(arn, type)) ?? true)
    // What never had a tag is not known to the service.
    .filter(({ tags }) => Object.keys(tags).length > 0)
    .filter(each => filters.every(filter => matches(each, filter)));
  const { page, next = '' } = paginate(found, {
    token: PaginationToken,
    size: ResourcesPerPage,
    defaultSize: PAGE,
  });
  return {
    ResourceTagMappingList: page.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: tagList(tags),
    })),
    PaginationToken: next,
  };
}

/** See `resourcegroupstagging/latest/APIReference/API_GetResources`. */
export const resourceTaggingService: Service = {
  signingName: 'tagging',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [operation(GetResources$, getResources)],
};
