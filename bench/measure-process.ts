import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What one node process took. */
export interface Measure {
  readonly seconds: number;
  /** Processor time, of which other work of the machine takes nothing away. */
  readonly cpuSeconds: number;
  /** Highest of the process and those that it started and that say so too. */
  readonly peakMb: number;
}

/** On Linux maxRSS is at least what the process that started this one held: there the kernel's own peak is read. */
const report = `process.on('exit', () => {
  const fs = require('node:fs');
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const status = process.platform === 'linux' ? fs.readFileSync('/proc/self/status', 'utf8') : '';
  const peak = /VmHWM:\\s+(\\d+) kB/.exec(status)?.[1] ?? maxRSS;
  fs.writeSync(2, '\\nPEAK ' + peak + ' CPU ' + (userCPUTime + systemCPUTime));
});`;

/** Time and peak memory of one node process. Throws where it does not exit with 0. */
export function measureProcess(args: readonly string[], cwd: string): Measure {
  const folder = mkdtempSync(path.join(tmpdir(), 'heldout-peak-'));
  try {
    const preload = path.join(folder, 'peak.cjs');
    writeFileSync(preload, report);
    const started = performance.now();
    const result = spawnSync(process.execPath, ['--require', preload, ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const seconds = (performance.now() - started) / 1000;
    if (result.status !== 0) throw new Error(`exit ${result.status}: ${result.stderr.slice(-2000)}`);
    const told = [...result.stderr.matchAll(/PEAK (\d+) CPU (\d+)/g)];
    return {
      seconds,
      cpuSeconds: told.reduce((sum, [, , micros]) => sum + Number(micros) / 1e6, 0),
      peakMb: Math.max(...told.map(([, kb]) => Number(kb) / 1024)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The best time of several measures, and the highest peak. */
export function bestOf(measures: readonly Measure[]): Measure {
  return {
    seconds: Math.min(...measures.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...measures.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...measures.map(({ peakMb }) => peakMb)),
  };
}
