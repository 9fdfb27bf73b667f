export { planInThread } from './PlanningThread';
export {
  type PlanningTask,
  type TaskInput,
  type TaskResult,
} from './planningTasks';
export { predictEstate } from './predictEstate';
export { servePlanning } from './servePlanning';
