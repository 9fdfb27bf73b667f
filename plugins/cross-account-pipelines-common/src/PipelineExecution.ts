export type {
  ActionError,
  ActionExecution,
  PipelineExecution,
  SourceRevision,
  StageExecution,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
