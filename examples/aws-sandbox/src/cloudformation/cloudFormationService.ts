import {
  CreateChangeSet$,
  CreateStack$,
  DeleteChangeSet$,
  DeleteStack$,
  DescribeChangeSet$,
  DescribeStackDriftDetectionStatus$,
  DescribeStackEvents$,
  DescribeStackResource$,
  DescribeStackResourceDrifts$,
  DescribeStackResources$,
  DescribeStacks$,
  DetectStackDrift$,
  DetectStackResourceDrift$,
  ExecuteChangeSet$,
  GetTemplate$,
  GetTemplateSummary$,
  ListChangeSets$,
  ListExports$,
  ListImports$,
  ListStackResources$,
  ListStacks$,
  UpdateStack$,
  UpdateTerminationProtection$,
  ValidateTemplate$,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../front/Operation';
import { queryProtocol } from '../front/queryProtocol';
import type { Service } from '../front/Service';
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './changeSets';
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
  detectStackResourceDrift,
} from './driftDetection';
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  listExports,
  listImports,
  listStackResources,
  listStacks,
} from './stackReads';
import {
  createStack,
  deleteStack,
  updateStack,
  updateTerminationProtection,
} from './stackWrites';
import { getTemplate, getTemplateSummary, validateTemplate } from './templates';

export const cloudFormationService: Service = {
  signingName: 'cloudformation',
  protocol: queryProtocol({
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  }),
  bodyLimit: 1_000_000,
  operations: [
    operation(CreateChangeSet$, createChangeSet),
    operation(CreateStack$, createStack),
    operation(DeleteChangeSet$, deleteChangeSet),
    operation(DeleteStack$, deleteStack),
    operation(DescribeChangeSet$, describeChangeSet),
    operation(
      DescribeStackDriftDetectionStatus$,
      describeStackDriftDetectionStatus,
    ),
    operation(DescribeStackEvents$, describeStackEvents),
    operation(DescribeStackResource$, describeStackResource),
    operation(DescribeStackResourceDrifts$, describeStackResourceDrifts),
    operation(DescribeStackResources$, describeStackResources),
    operation(DescribeStacks$, describeStacks),
    operation(DetectStackDrift$, detectStackDrift),
    operation(DetectStackResourceDrift$, detectStackResourceDrift),
    operation(ExecuteChangeSet$, executeChangeSet),
    operation(GetTemplate$, getTemplate),
    operation(GetTemplateSummary$, getTemplateSummary),
    operation(ListChangeSets$, listChangeSets),
    operation(ListExports$, listExports),
    operation(ListImports$, listImports),
    operation(ListStackResources$, listStackResources),
    operation(ListStacks$, listStacks),
    operation(UpdateStack$, updateStack),
    operation(UpdateTerminationProtection$, updateTerminationProtection),
    operation(ValidateTemplate$, validateTemplate),
  ],
};
