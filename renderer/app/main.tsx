import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { ThemeProvider } from '@mui/material/styles'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../theme/desk.css'
import '../theme/offers.css'
import '../theme/bills.css'
import '../theme/disputes.css'
import '../theme/whatif.css'
import '../theme/measures.css'
import '../theme/promises.css'
import '../theme/frame.css'
import '../theme/identity.css'
import '../theme/everyone.css'
import '../theme/people.css'
import '../theme/slow.css'
import '../theme/map.css'
import '../theme/catalog.css'
import '../theme/import.css'
import '../theme/trace.css'
import '../theme/port-line.css'
import '../theme/usage.css'
import { createClient } from '../client/client.ts'
import { openTransport, useCode } from '../client/transport.ts'
import { theme } from '../theme/theme.ts'
import { App } from './app.tsx'
import { DeskProvider } from './desk-context.tsx'
import { recordCalls } from './record-calls.ts'
import { createDesk } from './store.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')

const host = { now: () => Date.now(), newId: () => crypto.randomUUID(), useCode, language: navigator.language.startsWith('es') ? 'es' : 'en' } as const
const recorder = recordCalls({ client: createClient(await openTransport()), ...host })
const desk = createDesk(recorder.watch, host)
recorder.follow(desk.store)
recorder.listen(window, (ms, run) => setInterval(run, ms))
void desk.desk.start()

createRoot(root).render(
  <StrictMode>
    <CacheProvider value={createCache({ key: 'lm', ...(nonce ? { nonce } : {}) })}>
      <ThemeProvider theme={theme} defaultMode="system">
        <DeskProvider desk={desk}><App /></DeskProvider>
      </ThemeProvider>
    </CacheProvider>
  </StrictMode>,
)
