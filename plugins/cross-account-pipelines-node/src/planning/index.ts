export { planInThread } from './PlanningThread';
export {
  type PlanningTask,
  type TaskInput,
  type TaskResult,
} from './planningTasks';
export { type ForeignRole } from './listForeignRoles';
export { predictManifest } from './predictManifest';
export { servePlanning } from './servePlanning';
