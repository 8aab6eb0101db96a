const space = '\u202f'

/** A share as a percentage: "99.6 %". */
export const percent = (share: number) => `${Number((100 * share).toFixed(1))}${space}%`

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const raised = (power: number) =>
  Array.from(String(power), (sign) => (sign === '-' ? '⁻' : superscripts[Number(sign)])).join('')

/** To two significant digits, very small and large ones as powers of ten, with a real minus sign. */
export function short(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [digits, power] = value.toExponential(1).split('e')
    return `${digits!.replace('-', '−')}\u00a0×\u00a010${raised(Number(power))}`
  }
  return String(Number(value.toPrecision(2))).replace('-', '−')
}

/** A step, its thousands set apart. */
export const stepText = (step: number) => String(step).replace(/\B(?=(\d{3})+$)/g, space)
