/** A copy of the list with one item taken from a place and put at another. */
export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list]
  const [item] = copy.splice(from, 1)
  if (item !== undefined) copy.splice(to, 0, item)
  return copy
}

/** The network with one more hidden layer before its output, like the one it follows. */
export function addLayer(network: readonly unknown[]): unknown[] {
  const last = network.at(-2) ?? { dense: 64, activation: 'leakyRelu' }
  return network.length === 0 ? [last] : [...network.slice(0, -1), structuredClone(last), network.at(-1)]
}
