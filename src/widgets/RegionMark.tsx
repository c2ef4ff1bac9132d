import { ForeignText } from '../components/status/ForeignText.tsx'
import { regionName } from '../fleet/words.ts'
import { regionColourVar } from '../view/regionColours.ts'
import classes from './marks.module.css'

/** A region with the colour it has everywhere. */
export function RegionMark({ region }: { region: string }) {
  return (
    <span className={classes.region} title={regionName(region)}>
      <span className={classes.swatch} style={{ background: regionColourVar(region) }} aria-hidden="true" />
      <ForeignText text={regionName(region)} />
    </span>
  )
}
