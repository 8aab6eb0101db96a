/** Edit distance with transpositions (optimal string alignment) between two words. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      }
      rows[i]![j] = best
    }
  }
  return rows[a.length]![b.length]!
}

/** Letters only and lower case, so that beta_1 is beta1 and learning_rate is learningRate. */
const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Whether one word begins the other, by at least three letters; a word never begins itself here. */
function begins(a: string, b: string): boolean {
  const [short, long] = [plain(a), plain(b)].sort((x, y) => x.length - y.length) as [string, string]
  return short.length >= 3 && short !== long && long.startsWith(short)
}

/** The valid word closest to `word`, or undefined when there is none to choose from. */
export function nearest(word: string, valid: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Infinity
  for (const candidate of valid) {
    // A word cut short is the likeliest slip of all.
    const away = begins(word, candidate) ? 0.5 : distance(plain(word), plain(candidate))
    if (away < least) {
      least = away
      best = candidate
    }
  }
  return best
}

/** Whether one word may be a slip for the other: more letters are right than wrong, or one begins the other. */
export function alike(word: string, valid: string): boolean {
  const most = Math.max(plain(word).length, plain(valid).length)
  return begins(word, valid) || distance(plain(word), plain(valid)) * 2 < most
}

/** The closest valid word, where it is close enough to be the one that was meant. */
export function nearestAlike(word: string, valid: readonly string[]): string | undefined {
  const best = nearest(word, valid)
  return best !== undefined && alike(word, best) ? best : undefined
}
