import type { Verdict } from '../../core/case.ts';

/**
 * The opinion that decides, of one or more judges that answered blind. One or two must both agree with the case; of
 * three or more the majority decides. A disagreement outranks an answer of no use. What a disagreement means is in the opinion itself.
 */
export function decisiveOpinion(opinions: readonly [Verdict, ...Verdict[]]): Verdict {
  const [first] = opinions;
  const dissenting = opinions.filter((opinion) => opinion.code !== null);
  const isOutvoted = opinions.length >= 3 && dissenting.length * 2 < opinions.length;
  const agreeing = opinions.find((opinion) => opinion.code === null);
  // Which judge was asked first must not matter: who disagrees has said more than who gave no usable answer.
  const disagreeing = dissenting.find((opinion) => opinion.code === 'validity');
  return isOutvoted ? (agreeing ?? first) : (disagreeing ?? dissenting[0] ?? first);
}
