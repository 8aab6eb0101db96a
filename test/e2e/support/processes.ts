import { execFileSync } from 'node:child_process'

interface Process {
  pid: number
  parent: number
  command: string
}

function processes(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : []
  })
}

/** The engine processes that `pid` has started, one that waits for its first run included. */
export function enginesOf(pid: number): number[] {
  return processes()
    .filter(({ parent, command }) => parent === pid && command.includes('engine'))
    .map((one) => one.pid)
}

/** All that descends from `pid`, itself left out. */
export function descendantsOf(pid: number): number[] {
  const all = processes()
  const below = (parent: number): number[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)])
  return below(pid)
}

export function isAlive(pid: number): boolean {
  return processes().some((one) => one.pid === pid && !one.command.includes('<defunct>'))
}
