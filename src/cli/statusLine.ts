import { say } from './terminal.ts'

/** A line that is drawn over itself. */
interface OverwrittenLine {
  /** Draws what is made for so many columns, and cuts it to them. */
  draw(line: (columns: number) => string): void
  /** Takes away what would be in the way of the next line. */
  end(): void
}

const clear = '\r\u001b[K'

/** A line of a terminal that is drawn over itself. */
export function overwrittenLine(stream: NodeJS.WriteStream): OverwrittenLine {
  let drawn = false
  return {
    draw(line) {
      // One column stays free: some terminals begin a new line when the last one is filled; some don't tell how many.
      const columns = (stream.columns || 80) - 1
      stream.write(`${clear}${[...line(columns)].slice(0, columns).join('')}`)
      drawn = true
    },
    end() {
      if (drawn) stream.write(clear)
      drawn = false
    },
  }
}

/** Milliseconds between two drawings. */
const drawEvery = 100

/** Tells on stderr how far something is: on one line that is drawn over, or now and then where that can't be. */
export function statusLine(everyMilliseconds: number): { tell(line: () => string): void; end(): void } {
  const { stderr } = process
  const { draw, end } = overwrittenLine(stderr)
  let told = Date.now()
  return {
    tell(line) {
      if (Date.now() - told < (stderr.isTTY ? drawEvery : everyMilliseconds)) return
      told = Date.now()
      if (stderr.isTTY) draw(line)
      else say(line())
    },
    end,
  }
}
