export { planInThread } from './PlanningThread';
export {
  type PlanningTask,
  type TaskInput,
  type TaskResult,
} from './planningTasks';
export { servePlanning } from './servePlanning';
