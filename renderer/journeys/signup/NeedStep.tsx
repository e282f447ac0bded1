import { useEffect, useRef, useState } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** What the caller's computer is, where a provider asks. Leaving it empty is an answer too. */
export function NeedStep() {
  const { call } = useDesk()
  const computer = useDeskState((state) => state.call.computer)
  const [system, setSystem] = useState(computer?.operatingSystem ?? '')
  const [memory, setMemory] = useState(computer ? String(computer.memoryMb / 1024) : '')
  const [hasEthernet, setHasEthernet] = useState(computer?.hasEthernet ?? true)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { document.getElementById('operating-system')?.focus() }, [])

  const keep = () => {
    const memoryGb = Number(memory.replace(',', '.'))
    call.describeComputer(system.trim() === '' ? null : { operatingSystem: system.trim(), memoryMb: Number.isFinite(memoryGb) ? Math.max(0, Math.round(memoryGb * 1024)) : 0, hasEthernet })
    call.go('offers')
  }
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); keep() }}>
      <h1 className="lm-headline" ref={heading}>What do they need?</h1>
      <Panel title="The caller’s computer" aside="only where a provider asks; empty is fine">
        <div className="lm-form">
          <Field id="operating-system" label="Operating system" value={system} onChange={setSystem} hint="For instance Windows 11, macOS 15, Linux" />
          <Field id="memory" label="Memory in GB" value={memory} onChange={setMemory} problem={memory !== '' && !Number.isFinite(Number(memory.replace(',', '.'))) ? 'A number, for instance 8' : null} />
          <div className="lm-field" style={{ gridColumn: '1 / -1' }}><label htmlFor="ethernet"><input id="ethernet" type="checkbox" checked={hasEthernet} onChange={(event) => setHasEthernet(event.target.checked)} /> It has an Ethernet socket</label><span className="lm-hint">Without one, the provisioning manager adds a modem with Wi-Fi.</span></div>
        </div>
      </Panel>
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="Enter" />Go on to Offers</button></div>
    </form>
  )
}
