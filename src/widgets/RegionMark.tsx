import { foreignText } from '../components/status/foreignText.ts'
import { regionName } from '../fleet/words.ts'
import { regionColourVar } from '../view/regionColours.ts'
import classes from './marks.module.css'

/** A region with the colour it has everywhere. */
export function RegionMark({ region }: { region: string }) {
  const name = regionName(region)
  return (
    <bdi className={classes.region} style={{ '--region': regionColourVar(region) } as React.CSSProperties}>
      {foreignText(name)}
    </bdi>
  )
}
