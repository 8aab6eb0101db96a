import type { Graph } from '../ir.ts'
import { correctRate } from './adam.ts'
import { dropNeutral, mergeFactors, mergeSigns, shareFactors } from './arithmetic.ts'
import { multiplyByOnes } from './columnSums.ts'
import { foldConstants } from './constants.ts'
import { mergeSmallFactors, sumBeforeFactor } from './factors.ts'
import { flattenLastOnes } from './lastOnes.ts'
import { masksFromActivations } from './masks.ts'
import { foldAddends, foldTransposes } from './matrices.ts'
import { joinPads } from './pads.ts'
import { rewrite } from './rewrite.ts'
import type { Rule } from './rule.ts'
import { mergeMoves, spreadLate } from './shapes.ts'
import { sinkReshapes } from './sinking.ts'
import { joinSlices } from './splits.ts'
import { scaleSquares } from './squares.ts'

const simplify: Rule[] = [
  foldConstants,
  dropNeutral,
  mergeMoves,
  spreadLate,
  mergeFactors,
  mergeSigns,
  shareFactors,
  joinPads,
  foldTransposes,
  sinkReshapes,
  flattenLastOnes,
  mergeSmallFactors,
  sumBeforeFactor,
  correctRate,
]

/**
 * A graph that computes the same with fewer and cheaper operations. Sums may start with another term and factors be
 * multiplied beforehand: results differ by rounding only.
 */
export function optimize(graph: Graph): Graph {
  const simple = rewrite(scaleSquares(rewrite(graph, simplify)), simplify)
  // After the rest, because they look at who reads what.
  return joinSlices(rewrite(simple, [masksFromActivations, multiplyByOnes, mergeMoves, foldAddends]))
}
