import { divergingNorm } from './divergingNorm.ts'
import type { Finding, HealthRule } from './finding.ts'
import type { History } from './history.ts'
import { modeCollapse } from './modeCollapse.ts'
import { oscillation } from './oscillation.ts'
import { overfittedDiscriminator } from './overfittedDiscriminator.ts'
import { saturatedDiscriminator } from './saturatedDiscriminator.ts'
import { vanishingGradient } from './vanishingGradient.ts'

export { findingKinds, type Finding, type FindingKind } from './finding.ts'
export { whyFromStart } from './begin.ts'

/** Worst first. */
const rules: readonly HealthRule[] = [
  divergingNorm,
  modeCollapse,
  vanishingGradient,
  saturatedDiscriminator,
  overfittedDiscriminator,
  oscillation,
]

/** What is unusual in a run up to a step, worst first; empty where nothing is. A pure function of stored numbers. */
export function findHealth(history: History): Finding[] {
  return rules.map((rule) => rule(history)).filter((finding) => finding !== null)
}
