// Loaded before anything else (`node --import`). Plain JavaScript on purpose: an old Node cannot read the TypeScript that would complain.
const NEEDED_MAJOR = 24
if (Number(process.versions.node.split('.')[0]) < NEEDED_MAJOR) {
  process.stderr.write(
    `Lastmile Desk needs Node ${NEEDED_MAJOR} or newer; this is ${process.version}. ` +
    `On Linux and Windows "npm install" brings one and "npm start" uses it. On macOS install Node ${NEEDED_MAJOR} yourself.\n`,
  )
  process.exit(1)
}
