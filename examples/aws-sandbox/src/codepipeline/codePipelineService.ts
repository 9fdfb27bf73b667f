import {
  CreatePipeline$,
  DeletePipeline$,
  GetPipeline$,
  GetPipelineExecution$,
  GetPipelineState$,
  ListActionExecutions$,
  ListPipelineExecutions$,
  ListPipelines$,
  ListTagsForResource$,
  PutApprovalResult$,
  RetryStageExecution$,
  StartPipelineExecution$,
  StopPipelineExecution$,
  TagResource$,
  UntagResource$,
  UpdatePipeline$,
} from '@aws-sdk/client-codepipeline';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import {
  getPipelineExecution,
  listActionExecutions,
  listPipelineExecutions,
  retryStageExecution,
  startPipelineExecution,
  stopPipelineExecution,
} from './executions';
import {
  createPipeline,
  deletePipeline,
  getPipeline,
  listPipelines,
  listPipelineTags,
  tagPipeline,
  untagPipeline,
  updatePipeline,
} from './pipelines';
import { getPipelineState, putApprovalResult } from './pipelineState';

export const codePipelineService: Service = {
  signingName: 'codepipeline',
  protocol: jsonProtocol(),
  bodyLimit: 1_000_000,
  operations: [
    operation(CreatePipeline$, createPipeline),
    operation(DeletePipeline$, deletePipeline),
    operation(GetPipeline$, getPipeline),
    operation(GetPipelineExecution$, getPipelineExecution),
    operation(GetPipelineState$, getPipelineState),
    operation(ListActionExecutions$, listActionExecutions),
    operation(ListPipelineExecutions$, listPipelineExecutions),
    operation(ListPipelines$, listPipelines),
    operation(ListTagsForResource$, listPipelineTags),
    operation(PutApprovalResult$, putApprovalResult),
    operation(RetryStageExecution$, retryStageExecution),
    operation(StartPipelineExecution$, startPipelineExecution),
    operation(StopPipelineExecution$, stopPipelineExecution),
    operation(TagResource$, tagPipeline),
    operation(UntagResource$, untagPipeline),
    operation(UpdatePipeline$, updatePipeline),
  ],
};
