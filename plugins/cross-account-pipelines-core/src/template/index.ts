export * from './IntrinsicScope';
export * from './ParsedTemplate';
export * from './ResolvedStack';
export * from './StackManifest';
export * from './StackManifestError';
export type { StackPlace } from './StackPlace';
export * from './TemplateProblem';
export * from './bridgeTemplate';
export * from './compareTemplates';
export * from './listDependencies';
export * from './parseTemplate';
export {
  assemblyManifestName,
  isAssemblyManifest,
  readCloudAssembly,
  type CloudAssembly,
  type ConstructSource,
} from './readCloudAssembly';
export * from './readStackManifest';
export * from './partitions';
export * from './pseudoParameters';
export * from './resolveIntrinsics';
export * from './resolveManifest';
export * from './resolveTemplate';
export type { WidenedPermission } from './widenedPermissions';
export { nodeAtPath } from './nodeAtPath';
export { describePlace, placeKey, samePlace } from './StackPlace';
export { valueAt } from './templateValues';
export * from './byteLength';
export * from './TemplateValidator';
