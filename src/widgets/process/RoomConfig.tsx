import { memo } from 'react'
import { ForeignBlock, ForeignText } from '../../components/status/ForeignText.tsx'
import { configPreview, configView } from '../../fleet/roomConfig.ts'
import { counted } from '../../fleet/words.ts'
import { CopyButton } from '../CopyButton.tsx'
import classes from './RoomTable.module.css'

interface ConfigLineProps {
  config: string
  needle: string
  open: boolean
  onToggle: () => void
}

/** A config folded to a line of it; opens the whole. */
export const ConfigLine = memo(function ConfigLine({ config, needle, open, onToggle }: ConfigLineProps) {
  return (
    <button type="button" className={classes.fold} aria-expanded={open} onClick={onToggle}>
      <span className={classes.preview}>
        <ForeignText text={configPreview(config, needle)} />
      </span>
      <span className={classes.length}>{counted(config.length, 'character')}</span>
    </button>
  )
})

/**
 * A whole config: a stranger's text, shown as text. It is made ready when it is opened, and not anew by every poll:
 * configs may have 10,000 characters, and processes many rooms.
 */
export const WholeConfig = memo(function WholeConfig({ config, roomId }: { config: string; roomId: string }) {
  const { json, text } = configView(config)
  return (
    <div role="group" aria-label={`Config of room ${roomId}`} className={classes.whole}>
      <div className={classes.kind}>
        {json ? 'JSON' : 'Not JSON, shown as it is'}
        <CopyButton text={config} what={`config of room ${roomId}`} />
      </div>
      <ForeignBlock className={classes.config} text={text} />
    </div>
  )
})
