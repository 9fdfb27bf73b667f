export class CodeBuildState {}
