import type { ReactNode } from 'react'
import classes from './Notice.module.css'

interface NoticeProps {
  title: string
  children?: ReactNode
  tone?: 'plain' | 'warning' | 'bad'
}

/** Says why there is nothing here, or what went wrong, and what to do. */
export function Notice({ title, children, tone = 'plain' }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.body}>{children}</div>}
    </div>
  )
}
