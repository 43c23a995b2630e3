import type { AddCommand } from '../command.ts';
import { examples, jsonOption } from '../options.ts';

export const addDemo: AddCommand = (program, perform) => {
  program
    .command('demo')
    .description(
      'the embedded example on real mail: one candidate passes, one fails and is mended; no key, no network',
    )
    .addOption(jsonOption())
    .addHelpText('after', examples('heldout demo'))
    .action((options: { readonly json?: boolean }) =>
      perform(options, async (session) => {
        const { demo } = await import('../../pipeline/demo.ts');
        const { reportDocument } = await import('../../pipeline/report.ts');
        const { demoEnd, demoStep } = await import('../text/demo-text.ts');
        const { createProgress } = await import('../progress.ts');
        const progress = createProgress(session);
        const started = performance.now();
        const result = await demo(
          session.workingFolder,
          (step) => {
            if (step.step === 'generating') {
              progress.show(
                `${step.count.skill}/${step.count.edgeCase}`,
                step.count.accepted,
                step.count.target,
              );
              return;
            }
            progress.clear();
            session.print(demoStep(step, session.colors));
          },
          session.signal,
        );
        session.document({
          schemaVersion: 1,
          good: reportDocument(result.good),
          broken: reportDocument(result.broken),
          mended: {
            againstBroken: reportDocument(result.loop.againstBroken),
            againstBaseline: reportDocument(result.loop.againstBaseline),
            round: result.loop.result,
          },
        });
        session.print(demoEnd(result, performance.now() - started, session.colors));
        return result.good.status === 'pass' && result.broken.status === 'fail' ? 0 : 1;
      }),
    );
};
