import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const READY_WITHIN_MS = 20_000
export const FREERADIUS_SECRET = 'freeradius-test-secret'
export const FREERADIUS_USER = { userIdentifier: 'ottoline@highplains.example', password: 'a test password of more than sixteen octets' }

/** A private FreeRADIUS on loopback: at `signingPort` replies carry a Message-Authenticator, at `plainPort` they do not, as its default is. */
export async function startFreeRadius(program: string) {
  const directory = await mkdtemp(join(tmpdir(), 'lastmile-radius-'))
  const [signingPort, plainPort] = await freeUdpPorts()
  await writeConfiguration(directory, { signingPort, plainPort })
  const server = spawn(program, ['-d', directory, '-f', '-l', 'stdout', '-x'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      lines.push(line)
      if (line.includes('Ready to process requests')) resolve()
    })
    server.once('error', reject).once('exit', (code) => reject(new Error(`FreeRADIUS ended with ${code}: ${lines.slice(-15).join('\n')}`)))
    AbortSignal.timeout(READY_WITHIN_MS).addEventListener('abort', () => reject(new Error(`FreeRADIUS was not ready: ${lines.slice(-15).join('\n')}`)))
  })
  await ready.catch((error: unknown) => {
    server.kill('SIGKILL')
    throw error
  })
  return {
    signingPort,
    plainPort,
    log: lines as readonly string[],
    close: async () => {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
      await rm(directory, { recursive: true })
    },
  }
}

async function writeConfiguration(directory: string, ports: { readonly signingPort: number; readonly plainPort: number }): Promise<void> {
  await mkdir(join(directory, 'run'))
  const { userIdentifier, password } = FREERADIUS_USER
  await writeFile(join(directory, 'users'), `"${userIdentifier}" Cleartext-Password := "${password}"\n\tFramed-IP-Address := 203.0.113.42,\n\tReply-Message := "welcome"\n`)
  await writeFile(join(directory, 'dictionary'), '$INCLUDE /usr/share/freeradius/dictionary\n')
  await writeFile(join(directory, 'radiusd.conf'), `
prefix = /usr
libdir = /usr/lib/freeradius
raddbdir = ${directory}
run_dir = ${directory}/run
logdir = ${directory}
db_dir = ${directory}
max_requests = 1024
log {
  destination = stdout
}
security {
  max_attributes = 200
  reject_delay = 0
  status_server = no
  allow_vulnerable_openssl = yes
}
proxy_requests = no
thread pool {
  start_servers = 1
  max_servers = 2
  min_spare_servers = 1
  max_spare_servers = 1
}
modules {
  pap {
  }
  chap {
  }
  files {
    usersfile = ${directory}/users
  }
}
client loopback {
  ipaddr = 127.0.0.1
  secret = "${FREERADIUS_SECRET}"
  require_message_authenticator = yes
}
${virtualServer('signing', ports.signingPort, 'update reply {\n      Message-Authenticator := 0x00\n    }')}
${virtualServer('plain', ports.plainPort, '')}
`)
}

const virtualServer = (name: string, port: number, reply: string): string => `
server ${name} {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${port}
  }
  authorize {
    ${reply}
    files
    chap
    pap
  }
  authenticate {
    Auth-Type PAP {
      pap
    }
    Auth-Type CHAP {
      chap
    }
  }
  post-auth {
    Post-Auth-Type REJECT {
      ${reply}
    }
  }
}`

async function freeUdpPorts(): Promise<readonly [number, number]> {
  const sockets = [createSocket('udp4'), createSocket('udp4')] as const
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
  }
  const ports = [sockets[0].address().port, sockets[1].address().port] as const
  for (const socket of sockets) socket.close()
  return ports
}
