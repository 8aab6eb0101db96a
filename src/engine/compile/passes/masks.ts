import { unary } from '../operations.ts'
import type { Rule } from './rule.ts'

/**
 * The slope of ReLU and leaky ReLU at x, read off from the activation: that is above zero exactly where x is, and then
 * x itself need not be kept.
 */
export const masksFromActivations: Rule = ({ op, inputs, attributes }, build, { reader }) => {
  if (op !== 'Step') return undefined
  const [x] = inputs
  if (x!.op === 'Relu' || x!.op === 'LeakyRelu') return undefined
  const active = reader('LeakyRelu', x!) ?? reader('Relu', x!)
  // A negative slope turns the sign around.
  if (!active || (active.op === 'LeakyRelu' && !((active.attributes['alpha'] as number) > 0))) return undefined
  return unary(build, 'Step', active, attributes)
}
