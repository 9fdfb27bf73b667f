export * from './resolving/IntrinsicScope';
export * from './parsing/ParsedTemplate';
export * from './resolving/ResolvedStack';
export * from './manifest/StackManifest';
export * from './manifest/StackManifestError';
export type { StackPlace } from './manifest/StackPlace';
export * from './parsing/TemplateProblem';
export * from './comparing/bridgeTemplate';
export * from './comparing/compareTemplates';
export * from './parsing/listDependencies';
export * from './parsing/parseTemplate';
export {
  assemblyManifestName,
  readCloudAssembly,
  type CloudAssembly,
  type ConstructSource,
} from './manifest/readCloudAssembly';
export { readExistingDocuments } from './manifest/readExistingDocuments';
export * from './manifest/readStackManifest';
export * from './partitions';
export * from './resolving/pseudoParameters';
export * from './resolving/resolveIntrinsics';
export * from './manifest/resolveManifest';
export {
  stackSetInstances,
  type StackSetInstance,
} from './manifest/stackSetInstances';
export * from './resolving/resolveTemplate';
export type { WidenedPermission } from './comparing/widenedPermissions';
export { nodeAtPath } from './parsing/nodeAtPath';
export { describePlace, placeKey, samePlace } from './manifest/StackPlace';
export { valueAt } from './templateValues';
export * from './byteLength';
export * from './TemplateValidator';
export { isStandIn } from './resolving/generatedName';
