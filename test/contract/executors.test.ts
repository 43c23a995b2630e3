import { inProcessExecutor } from '../../runner/in-process-executor.ts';
import { executorContract } from './executor-contract.ts';

executorContract('in-process-executor', inProcessExecutor);
