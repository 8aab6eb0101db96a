// What start.mjs runs on Node 24: the workbench's server, which ends when start.mjs does.

// A parent that was killed with -9 can't say so; the closing of the channel to it does.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

await import('../../out/main/cli.js')
