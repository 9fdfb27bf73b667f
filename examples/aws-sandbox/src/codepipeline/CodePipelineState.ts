export class CodePipelineState {}
