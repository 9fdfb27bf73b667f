import {
  CancelUpdateStack$,
  ContinueUpdateRollback$,
  CreateChangeSet$,
  CreateStack$,
  DeleteChangeSet$,
  DeleteStack$,
  DescribeChangeSet$,
  DescribeEvents$,
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
  RollbackStack$,
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
import { describeEvents } from './describeEvents';
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
  detectStackResourceDrift,
} from './drift/driftDetection';
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
  cancelUpdateStack,
  continueUpdateRollback,
  createStack,
  deleteStack,
  rollbackStack,
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
    operation(CancelUpdateStack$, cancelUpdateStack),
    operation(ContinueUpdateRollback$, continueUpdateRollback),
    operation(CreateChangeSet$, createChangeSet),
    operation(CreateStack$, createStack),
    operation(DeleteChangeSet$, deleteChangeSet),
    operation(DeleteStack$, deleteStack),
    operation(DescribeChangeSet$, describeChangeSet),
    operation(DescribeEvents$, describeEvents),
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
    operation(RollbackStack$, rollbackStack),
    operation(UpdateStack$, updateStack),
    operation(UpdateTerminationProtection$, updateTerminationProtection),
    operation(ValidateTemplate$, validateTemplate),
  ],
};
